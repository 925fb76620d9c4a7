import type { Moment } from '../call.ts';
import { ended } from '../model/failover-test.ts';
import type { FailoverTest, FailoverTestStatus } from '../model/failover-test.ts';
import type { BgpPeer } from '../model/bgp-peer.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';
import type { Instant } from '../model/transition.ts';
import { saveBgpPeer, saveVirtualInterface } from '../record.ts';

/** Takes the peers down, until `test.dueAt`. */
export async function begin(
  moment: Moment,
  vif: VirtualInterface,
  peers: readonly BgpPeer[],
  test: FailoverTest,
): Promise<void> {
  await moment.store.failoverTests.add(test);
  await saveVirtualInterface(moment, { ...vif, state: 'testing' });
  for (const peer of peers) await saveBgpPeer(moment, { ...peer, inTest: true });
}

/** Lets the peers come up again, and puts the test into the history. Answers the test as it is then. */
export async function finish(
  moment: Moment,
  test: FailoverTest,
  status: Exclude<FailoverTestStatus, 'In progress'>,
  at: Instant,
): Promise<FailoverTest> {
  const { store } = moment;
  const vif = await store.virtualInterfaces.find(test.virtualInterfaceId);
  if (vif?.state === 'testing') await saveVirtualInterface(moment, { ...vif, state: 'available' });
  for (const peer of await store.bgpPeers.of(test.virtualInterfaceId)) {
    if (peer.inTest) await saveBgpPeer(moment, { ...peer, inTest: false });
  }
  const over = ended(test, status, at);
  await store.failoverTests.save(over);
  return over;
}
