import type { Call } from '../../call.ts';
import type { Handler } from '../../handler.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { viewsOfVirtualInterfaces } from '../../view/virtual-interface-view.ts';
import type { VirtualInterfaceView } from '../../view/virtual-interface-view.ts';
import { seenVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/**
 * The virtual interfaces that the caller owns, and those of others on the caller's connections. An id that is not
 * there is no error, but an empty list: so clients tell that it is gone.
 */
export const describeVirtualInterfaces: Handler<'DescribeVirtualInterfaces'> = async (input, call) => {
  const { connectionId, virtualInterfaceId } = input;
  if (virtualInterfaceId !== undefined)
    return { virtualInterfaces: await viewsOfOne(call, virtualInterfaceId, connectionId) };
  const request = pageRequest(input, 'DescribeVirtualInterfaces');
  const page =
    connectionId === undefined
      ? await call.store.virtualInterfaces.list(call.caller, request)
      : await call.store.virtualInterfaces.listOn(connectionId, call.caller, request);
  return {
    virtualInterfaces: await viewsOfVirtualInterfaces(call, page.items),
    ...nextTokenOf(page, 'DescribeVirtualInterfaces'),
  };
};

async function viewsOfOne(
  call: Call,
  id: string,
  connectionId: string | undefined,
): Promise<readonly VirtualInterfaceView[]> {
  const found = await seenVirtualInterface(call, id);
  const fits = found !== undefined && (connectionId === undefined || found.parentId === connectionId);
  return viewsOfVirtualInterfaces(call, fits ? [found] : []);
}
