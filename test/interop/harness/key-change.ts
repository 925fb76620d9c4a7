import assert from 'node:assert/strict';
import { sameKeyIdentifier } from '../../../src/lmi/key-identifier.ts';
import { isProtected, mkpdusOf } from './wire-capture.ts';
import type { WireFrame, WireMkpdu } from './wire-capture.ts';

/** How the port reacted when the router came with a new key; times in milliseconds. */
export interface Reaction {
  /**
   * From the router's MKPDU to ours that answers it: as key server with a SAK, when the router first lists us; as client
   * with the word that we receive (LRX), when the router first distributes a SAK.
   */
  readonly milliseconds: number;
  /** Whether the first MKPDU of ours that names the router's said it. If so, no timer came between. */
  readonly atOnce: boolean;
}

/** @param ckn of the key that the router changed to */
export function reactionTo(frames: readonly WireFrame[], router: string, ckn: string): Reaction {
  const mkpdus = mkpdusOf(frames).filter(({ mkpdu }) => mkpdu.basic.ckn === ckn);
  const theirs = mkpdus.filter(({ source }) => source === router);
  const ours = mkpdus.filter(({ source }) => source !== router);
  const mi = ours[0]?.mkpdu.basic.mi;
  const listing = theirs.find(({ mkpdu }) => lists(mkpdu, mi ?? '', 0));
  assert.ok(mi && listing, `the router never lists us under CKN ${ckn}`);
  const distributing = theirs.find(({ mkpdu }) => mkpdu.distributedSak !== undefined);
  const asked = distributing ?? listing;
  const { mi: theirMi, mn } = asked.mkpdu.basic;
  const answers = ours.filter(({ mkpdu }) => lists(mkpdu, theirMi, mn));
  const isIt = (answer: WireMkpdu): boolean =>
    distributing ? receives(answer, distributing) : answer.mkpdu.distributedSak !== undefined;
  const it = answers.find(isIt);
  assert.ok(it, `we never answer the router under CKN ${ckn}`);
  return { milliseconds: it.at - asked.at, atOnce: answers[0] === it };
}

function lists({ livePeerList, potentialPeerList }: WireMkpdu['mkpdu'], mi: string, mn: number): boolean {
  const listed = [...(livePeerList?.peers ?? []), ...(potentialPeerList?.peers ?? [])];
  return listed.some((peer) => peer.mi === mi && peer.mn >= mn);
}

function receives({ mkpdu }: WireMkpdu, { mkpdu: distributing }: WireMkpdu): boolean {
  const set = distributing.distributedSak;
  const { keyIdentifier, rx } = mkpdu.sakUse?.latest ?? {};
  if (set === undefined || 'plainText' in set || keyIdentifier === undefined) return false;
  return rx === true && sameKeyIdentifier(keyIdentifier, { mi: distributing.basic.mi, kn: set.kn });
}

/**
 * For how long nothing of a router's came through, in milliseconds: from its last protected frame before anybody used
 * the new key to its first after.
 */
export function cutOf(frames: readonly WireFrame[], router: string, ckn: string): number {
  const change = mkpdusOf(frames).find(({ source, mkpdu }) => mkpdu.basic.ckn === ckn && isRouter(source));
  assert.ok(change, `no router ever uses CKN ${ckn}`);
  const its = frames.filter((frame) => isProtected(frame) && frame.source === router);
  const last = its.findLast(({ at }) => at < change.at);
  const first = its.find(({ at }) => at > change.at);
  assert.ok(last && first, `the router sends nothing protected before or after its change to CKN ${ckn}`);
  return first.at - last.at;
}

/** QEMU's addresses; ours are random. */
const isRouter = (source: string | undefined): boolean => source?.startsWith('52:54:00:') === true;

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
