import type { Handler } from '../../handler.ts';
import { gather } from '../../router-configuration/gather.ts';
import { routerType } from '../../router-configuration/router-types.ts';
import { presentVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/** Writes the configuration of a router of the type named for a virtual interface. It holds the BGP key, never a CAK. */
export const describeRouterConfiguration: Handler<'DescribeRouterConfiguration'> = async (input, call) => {
  const vif = await presentVirtualInterface(call, input.virtualInterfaceId);
  const { render, ...router } = routerType(input.routerTypeIdentifier);
  return {
    customerRouterConfig: render(await gather(call, vif)),
    router,
    virtualInterfaceId: vif.id,
    virtualInterfaceName: vif.name,
  };
};
