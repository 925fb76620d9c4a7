import type { Handler } from '../../handler.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { failoverTestView } from '../../view/failover-test-view.ts';

/** The failover tests of the caller's virtual interfaces in this Region, of the last 365 days, also of deleted ones. */
export const listVirtualInterfaceTestHistory: Handler<'ListVirtualInterfaceTestHistory'> = async (input, call) => {
  const { testId, virtualInterfaceId, bgpPeers, status } = input;
  const page = await call.store.failoverTests.list(
    call.caller,
    { testId, virtualInterfaceId, peerIds: bgpPeers, status },
    pageRequest(input, 'ListVirtualInterfaceTestHistory'),
  );
  return {
    virtualInterfaceTestHistory: page.items.map(failoverTestView),
    ...nextTokenOf(page, 'ListVirtualInterfaceTestHistory'),
  };
};
