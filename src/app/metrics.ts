import type { Handled } from '../awsjson/front-door.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Gauge } from 'prom-client';

/** Counts the API's requests by operation and outcome: names, no parameters. */
export class RequestCounts {
  readonly #counts = new Map<string, { labels: Record<string, string>; requests: number; milliseconds: number }>();

  add({ service, operation, errorCode = '' }: Handled, milliseconds: number): void {
    const name = `${service} ${operation} ${errorCode}`;
    const known = this.#counts.get(name);
    if (known) {
      known.requests += 1;
      known.milliseconds += milliseconds;
    } else this.#counts.set(name, { labels: { service, operation, error: errorCode }, requests: 1, milliseconds });
  }

  get all(): Iterable<{ labels: Record<string, string>; requests: number; milliseconds: number }> {
    return this.#counts.values();
  }
}

/**
 * The metrics in Prometheus's text format: requests, and of each port what `ferrule port show` says in numbers.
 *
 * @param missing connections whose port cannot be had: not secured either
 */
export async function renderMetrics(counts: RequestCounts, fleet: Fleet, missing: readonly string[]): Promise<string> {
  // Loaded for the first scrape: most servers are never asked.
  const { Counter, Gauge, Registry } = await import('prom-client');
  const registers = [new Registry()] as const;
  const gauge = (name: string, help: string, ...labelNames: string[]): Gauge =>
    new Gauge({ name, help, labelNames, registers: [...registers] });
  const requestLabels = ['service', 'operation', 'error'];
  const requests = new Counter({
    name: 'ferrule_requests_total',
    help: 'API requests answered',
    labelNames: requestLabels,
    registers: [...registers],
  });
  const seconds = new Counter({
    name: 'ferrule_request_seconds_total',
    help: 'Time to answer them',
    labelNames: requestLabels,
    registers: [...registers],
  });
  for (const { labels, requests: count, milliseconds } of counts.all) {
    requests.inc(labels, count);
    seconds.inc(labels, milliseconds / 1000);
  }
  const secured = gauge('ferrule_port_secured', 'Whether MKA has secured the port', 'connection');
  const securedSeconds = gauge('ferrule_port_secured_seconds', 'For how long', 'connection');
  const rekeys = gauge('ferrule_port_rekeys', 'SAKs after the first', 'connection');
  const flaps = gauge('ferrule_port_flaps', 'Times that the port was no longer secured', 'connection');
  const pnsUsed = gauge('ferrule_port_pns_used_ratio', 'Of all packet numbers of the SAK in use', 'connection');
  const peers = gauge('ferrule_port_live_peers', 'Live peers, by CKN', 'connection', 'ckn');
  const frames = gauge('ferrule_port_secy', 'Counters of IEEE8021-SECY-MIB', 'connection', 'counter');
  const discarded = gauge('ferrule_port_discarded', 'Frames and MKPDUs discarded, by reason', 'connection', 'reason');
  if (fleet.portd) {
    const portd = gauge('ferrule_portd_connected', 'Whether the port daemon is there and connected');
    portd.set(fleet.portd.state === 'connected' ? 1 : 0);
  }
  for (const connection of missing) secured.set({ connection }, 0);
  for (const connection of fleet.connectionIds) {
    secured.set({ connection }, fleet.isEncrypted(connection) ? 1 : 0);
    const shown = await fleet.show(connection);
    // What was told some time ago is for people, who see when that was.
    if (!shown?.port || shown.toldAt !== undefined) continue;
    const { port } = shown;
    const sak = port.latestSak ?? port.oldSak;
    securedSeconds.set({ connection }, port.securedFor ?? 0);
    rekeys.set({ connection }, port.rekeys);
    flaps.set({ connection }, port.flaps);
    pnsUsed.set({ connection }, (sak?.percentOfPnsUsed ?? 0) / 100);
    for (const { ckn, peers: known } of port.keys)
      peers.set({ connection, ckn }, known.filter(({ live }) => live).length);
    for (const [counter, value] of Object.entries(port.counters)) frames.set({ connection, counter }, value);
    const reasons = { ...port.framesDiscarded.receive, ...port.framesDiscarded.transmit, ...port.mkpdusDiscarded };
    for (const [reason, value] of Object.entries(reasons)) discarded.set({ connection, reason }, value);
  }
  return registers[0].metrics();
}
