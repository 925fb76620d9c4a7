import type { PortView } from '../fleet/port-view.ts';
import { sameCkn } from './keyed-port.ts';
import type { LinkState, LinkWatch } from './link.ts';

/** What Ferrule's admin API shows of a port: as much as is asked for here. */
export interface SeenPort {
  readonly port?: PortView;
  /** The built-in router at the other end. */
  readonly farEnd?: PortView;
  readonly noPort?: string;
}

/** Links whose ports are Ferrule's: it is seen which key protects them. @param see shows a port */
export const ferruleLinkWatch = (see: (id: string) => Promise<SeenPort>): LinkWatch => ({
  seesKeys: true,
  look: (ids, ckn) => Promise.all(ids.map(async (id) => linkState(id, await see(id), ckn))),
});

function linkState(id: string, { port, farEnd, noPort }: SeenPort, ckn: string): LinkState {
  if (!port) return { id, secured: false, ckn: undefined, obstacle: noPort };
  const ends = farEnd ? [port, farEnd] : [port];
  const secured = ends.every((end) => end.secured);
  return {
    id,
    secured,
    ckn: inUse(ends),
    obstacle: secured ? whyNotOver(port, ckn) : ends.find((end) => !end.secured)?.whyNotSecured,
  };
}

/** The key of the only SAK that there is at either end, in use in both directions: of the former one while both are there. */
function inUse(ends: readonly PortView[]): string {
  const saks = ends.flatMap(({ oldSak, latestSak }) => [oldSak, latestSak].filter((sak) => sak !== undefined));
  const unfinished = saks.find((sak) => !sak.transmitting || !sak.receiving);
  return unfinished ? '' : (saks[0]?.ckn ?? '');
}

function whyNotOver(port: PortView, ckn: string): string | undefined {
  const key = port.keys.find((candidate) => sameCkn(candidate.ckn, ckn));
  if (!key) return 'its port does not have the key yet';
  return key.whyUnused ?? STANDBY[key.standby];
}

const STANDBY: Readonly<Partial<Record<PortView['keys'][number]['standby'], string>>> = {
  'no-live-peer': 'the router and the port have not found each other under it yet',
  'key-server-chooses': 'the key server has not chosen it yet',
  settling: 'its peer is live, and has yet to show that it stays',
  principal: 'it is chosen, and its SAK is on its way',
};
