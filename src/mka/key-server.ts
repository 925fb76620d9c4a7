import type { Sci } from '../lmi/sci.ts';

/** The priority of a member that must not be key server (IEEE Std 802.1X-2020, Table 9-2). */
export const NEVER_KEY_SERVER = 255;

/** A member as the election sees it. */
export interface Candidate {
  readonly sci: Sci;
  /** 0 to 255; lower is better. */
  readonly priority: number;
}

/** Who is key server, and whether that is this participant. */
export interface KeyServer extends Candidate {
  readonly self: boolean;
}

/**
 * Elects the key server among ourselves and those live peers that offer themselves by the key server bit: the lowest
 * priority, and of equal ones the lowest SCI (IEEE Std 802.1X-2020, 9.5). Undefined without a live peer, or if nobody
 * may be.
 */
export function electKeyServer(
  self: Candidate,
  livePeers: readonly (Candidate & { readonly keyServer: boolean })[],
): KeyServer | undefined {
  if (livePeers.length === 0) return undefined;
  let best: Candidate | undefined = self.priority === NEVER_KEY_SERVER ? undefined : self;
  for (const peer of livePeers) {
    if (!peer.keyServer || peer.priority === NEVER_KEY_SERVER) continue;
    if (best === undefined || compareCandidates(peer, best) < 0) best = peer;
  }
  return best && { sci: best.sci, priority: best.priority, self: best === self };
}

/** Below 0 if `a` comes before `b` as key server. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.sci === b.sci) return 0;
  return a.sci < b.sci ? -1 : 1;
}
