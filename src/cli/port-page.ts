import type { PortdView } from '../fleet/fleet.ts';
import type { PortView } from '../fleet/port-view.ts';

/** What the admin API shows of a port. */
export interface ShownPort {
  readonly connectionId: string;
  readonly connectionState: string;
  readonly attachedTo: string | { readonly wire: string; readonly core?: string };
  readonly router?: {
    readonly follows: boolean;
    readonly plugged: boolean;
    readonly faults: Readonly<Record<string, unknown>>;
  };
  readonly port?: PortView;
  readonly farEnd?: PortView;
  readonly noPort?: string;
  /** Why the port is not as it should be. */
  readonly fault?: string;
  /** The port daemon in which it runs. */
  readonly portd?: PortdView;
  /** When what is shown was told, if not now. */
  readonly toldAt?: string;
}

/** A port as a page of text: the verdict first, then what it rests on. */
export function portPage(shown: ShownPort): string {
  const { port } = shown;
  if (!port)
    return `${shown.connectionId}  ${shown.connectionState}\n  not secured: ${shown.noPort ?? 'there is no port'}`;
  return [
    `${shown.connectionId}  ${shown.connectionState}  ${port.mode ?? ''}`,
    `  ${shown.toldAt === undefined ? '' : `as of ${shown.toldAt}: `}${verdict(port)}`,
    ...(shown.fault === undefined ? [] : [`  behind       what is desired: ${shown.fault}`]),
    `  attached to  ${attachment(shown)}`,
    ...(shown.portd ? [`  runs in      ${daemon(shown.portd)}`] : []),
    `  port         SCI ${port.sci}, key server priority ${port.keyServerPriority}, ${port.cipherSuites.join(' or ')}`,
    `               replay window ${port.replayWindow}, MTU ${port.mtu}${port.sakLifetime === undefined ? '' : `, a new SAK every ${port.sakLifetime} s`}`,
    `               CP ${port.cpState}, controlled port ${port.controlledPortOpen ? 'open' : 'closed'}, clear frames ${clear(port)}`,
    ...port.keys.flatMap(keyLines),
    ...[port.latestSak, port.oldSak].flatMap((sak, at) => (sak ? sakLines(sak, at === 0 ? 'latest' : 'old') : [])),
    ...port.unknownCkns.map(
      (heard) => `  unknown CKN  ${heard.ckn} from ${heard.sci}, heard ${heard.lastHeardAgo} s ago`,
    ),
    `  rekeys       ${port.rekeys}${port.lastRekey ? ` (last ${port.lastRekey.ago} s ago: ${port.lastRekey.cause})` : ''}, flaps ${port.flaps}`,
    `  frames       ${counters(port)}`,
    ...discards(port),
  ].join('\n');
}

function verdict(port: PortView): string {
  if (port.secured)
    return `secured for ${port.securedFor ?? 0} s${port.remark === undefined ? '' : `; ${port.remark}`}`;
  return `not secured: ${port.whyNotSecured ?? 'not known'}`;
}

function attachment({ attachedTo, router }: ShownPort): string {
  if (typeof attachedTo !== 'string')
    return `${attachedTo.wire}${attachedTo.core === undefined ? '' : `, clear frames to ${attachedTo.core}`}`;
  const faults = Object.entries(router?.faults ?? {}).filter(([, value]) => value !== false && value !== 0);
  const wrong =
    faults.length === 0
      ? ''
      : `, faults: ${faults.map(([name, value]) => (value === true ? name : `${name} ${String(value)}`)).join(', ')}`;
  return `${attachedTo}, which ${router?.follows === false ? 'has keys of its own' : "takes the port's keys"}${router?.plugged === false ? ', unplugged' : ''}${wrong}`;
}

const daemon = ({ socket, version, state, since, why }: PortdView): string =>
  state === 'connected'
    ? `the port daemon ${version ?? ''} at ${socket}, connected since ${since}`
    : `the port daemon at ${socket}, ${state} since ${since}: ${why ?? ''}`;

function clear({ clearFrames }: PortView): string {
  const ways = [clearFrames.transmit ? 'leave' : undefined, clearFrames.receive ? 'are taken' : undefined].filter(
    (way) => way !== undefined,
  );
  return ways.length === 0 ? 'do not pass' : ways.join(' and ');
}

function keyLines(key: PortView['keys'][number]): string[] {
  return [
    `  key          CKN ${key.ckn}  ${key.standby}${key.whyUnused === undefined ? '' : `: ${key.whyUnused}`}`,
    `               MI ${key.memberIdentifier} MN ${key.messageNumber}, key server ${server(key)}, MKPDUs ${key.mkpdusSent} sent, ${key.mkpdusReceived} received${because(key.mkpdusDiscarded)}`,
    ...key.peers.map(
      (peer) =>
        `    peer       ${peer.sci} ${peer.live ? 'live' : 'potential'}, priority ${peer.keyServerPriority}, MKA version ${peer.mkaVersion}${suites(peer)}, heard ${peer.lastHeardAgo} s ago, life left ${peer.lifeLeft} s`,
    ),
  ];
}

const suites = ({ announcedSuites }: PortView['keys'][number]['peers'][number]): string =>
  announcedSuites === undefined ? '' : `, ${announcedSuites.join(' or ') || 'no cipher suite'}`;

const server = ({ keyServer }: PortView['keys'][number]): string =>
  keyServer ? (keyServer.self ? 'this port' : keyServer.sci) : 'none';

function sakLines(sak: NonNullable<PortView['latestSak']>, name: string): string[] {
  const uses = [sak.transmitting ? 'transmitting' : undefined, sak.receiving ? 'receiving' : undefined].filter(
    (use) => use !== undefined,
  );
  return [
    `  SAK ${name.padEnd(8)} AN ${sak.an}, ${sak.cipherSuite}, key ${sak.keyIdentifier}, ${uses.join(' and ') || 'not in use'}, ${sak.age} s old`,
    `               next PN ${sak.nextPn} (${percent(sak.percentOfPnsUsed)} % used), lowest ${sak.lowestPn}${sak.peerLowestPns.map((peer) => `, the peer's ${peer.lowestPn ?? 'not told'}`).join('')}`,
  ];
}

const percent = (value: number): string => (value > 0 && value < 0.01 ? '< 0.01' : value.toFixed(2));

function counters({ counters: c, lastProtectedFrameAgo: ago }: PortView): string {
  const last = ago === undefined ? '' : `; a good one last ${ago} s ago`;
  return `out ${c.OutPktsEncrypted} encrypted, ${c.OutPktsUntagged} clear, ${c.OutPktsTooLong} too long; in ${c.InPktsOK} good, ${c.InPktsUntagged} clear, ${c.InPktsNotValid} not valid, ${c.InPktsLate} late, ${c.InPktsNoTag} clear refused${last}`;
}

function discards({ framesDiscarded, mkpdusDiscarded }: PortView): string[] {
  const all = { ...framesDiscarded.receive, ...framesDiscarded.transmit, ...mkpdusDiscarded };
  return Object.keys(all).length === 0 ? [] : [`  discarded    ${list(all)}`];
}

const because = (counts: Readonly<Record<string, number>>): string =>
  Object.keys(counts).length === 0 ? '' : `, discarded ${list(counts)}`;

const list = (counts: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(counts)
    .map(([reason, count]) => `${reason} ${count ?? 0}`)
    .join(', ');
