import { clientException } from '../../errors.ts';
import { finish } from '../../failover/failover.ts';
import type { Handler } from '../../handler.ts';
import { failoverTestView } from '../../view/failover-test-view.ts';
import { ownVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/** Ends a failover test before its time. */
export const stopBgpFailoverTest: Handler<'StopBgpFailoverTest'> = async (input, call) => {
  const vif = await ownVirtualInterface(call, input.virtualInterfaceId);
  const test = await call.store.failoverTests.running(vif.id);
  if (!test) throw clientException(`Virtual Interface ${vif.id} has no BGP failover test in progress.`);
  return { virtualInterfaceTest: failoverTestView(await finish(call, test, 'Cancelled', call.now)) };
};
