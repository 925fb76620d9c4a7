import type { Handler } from '../../handler.ts';
import { ownInterconnect } from '../../lookup.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { assertPartner } from '../../ordering/partner.ts';
import { viewOfInterconnect, viewsOfInterconnects } from '../../view/interconnect-view.ts';

/** A partner's interconnects in this Region. */
export const describeInterconnects: Handler<'DescribeInterconnects'> = async (input, call) => {
  assertPartner(call);
  if (input.interconnectId !== undefined) {
    return { interconnects: [await viewOfInterconnect(call, await ownInterconnect(call, input.interconnectId))] };
  }
  const page = await call.store.connections.list(
    call.caller,
    ['interconnect'],
    pageRequest(input, 'DescribeInterconnects'),
  );
  return { interconnects: await viewsOfInterconnects(call, page.items), ...nextTokenOf(page, 'DescribeInterconnects') };
};
