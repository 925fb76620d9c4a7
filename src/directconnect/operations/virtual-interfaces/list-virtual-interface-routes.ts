import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { modelledRoutes } from '../../routes/modelled-routes.ts';
import { routeFilter } from '../../routes/route-filter.ts';
import { presentVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/** The routes of a virtual interface: those that its configuration implies. */
export const listVirtualInterfaceRoutes: Handler<'ListVirtualInterfaceRoutes'> = async (input, call) => {
  if (input.virtualInterfaceId === undefined) throw clientException('Field virtualInterfaceId is required.');
  const fits = routeFilter(input.filters);
  const { after = 0, limit } = pageRequest(input, 'ListVirtualInterfaceRoutes');
  const vif = await presentVirtualInterface(call, input.virtualInterfaceId);
  const routes = (await modelledRoutes(call, vif)).filter(fits);
  const end = limit === undefined ? routes.length : Math.min(routes.length, after + limit);
  return {
    virtualInterfaceId: vif.id,
    routes: routes.slice(after, end),
    ...nextTokenOf({ items: [], next: end < routes.length ? end : undefined }, 'ListVirtualInterfaceRoutes'),
  };
};
