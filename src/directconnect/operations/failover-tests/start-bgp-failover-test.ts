import { clientException } from '../../errors.ts';
import { begin } from '../../failover/failover.ts';
import type { Handler } from '../../handler.ts';
import type { BgpPeer } from '../../model/bgp-peer.ts';
import { DEFAULT_MINUTES, LONGEST_MINUTES, endOf } from '../../model/failover-test.ts';
import type { FailoverTest } from '../../model/failover-test.ts';
import { isThere } from '../../model/peering.ts';
import { failoverTestView } from '../../view/failover-test-view.ts';
import { downParents } from '../../virtual-interfaces/down-parents.ts';
import { ownVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/** Takes BGP peers of a virtual interface down for some time, to see whether traffic takes another way. */
export const startBgpFailoverTest: Handler<'StartBgpFailoverTest'> = async (input, call) => {
  const vif = await ownVirtualInterface(call, input.virtualInterfaceId);
  const minutes = input.testDurationInMinutes ?? DEFAULT_MINUTES;
  if (minutes < 1 || minutes > LONGEST_MINUTES)
    throw clientException(`testDurationInMinutes ${minutes} is not valid: it must be from 1 to ${LONGEST_MINUTES}.`);
  const state = (await downParents(call, [vif.parentId])).has(vif.parentId) ? 'down' : vif.state;
  if (vif.state !== 'available' || state === 'down')
    throw clientException(`Virtual Interface ${vif.id} is ${state}: a BGP failover test needs one that is available.`);
  const peers = chosen(vif.id, (await call.store.bgpPeers.of(vif.id)).filter(isThere), input.bgpPeers);
  const test: FailoverTest = {
    id: call.ids.uuid(),
    virtualInterfaceId: vif.id,
    account: vif.account,
    region: vif.region,
    peerIds: peers.map((peer) => peer.id),
    status: 'In progress',
    minutes,
    startedAt: call.now,
    endedAt: undefined,
    dueAt: endOf(call.now, minutes),
  };
  await begin(call, vif, peers, test);
  return { virtualInterfaceTest: failoverTestView(test) };
};

/** The peers that are named, or all. */
function chosen(vifId: string, peers: readonly BgpPeer[], ids: readonly string[] | undefined = []): readonly BgpPeer[] {
  const unknown = ids.find((id) => !peers.some((peer) => peer.id === id));
  if (unknown !== undefined) throw clientException(`BGP Peer ${unknown} does not exist on Virtual Interface ${vifId}.`);
  return ids.length === 0 ? peers : peers.filter((peer) => ids.includes(peer.id));
}
