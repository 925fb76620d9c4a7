import type { Handler } from '../../handler.ts';
import { ownLag } from '../../lookup.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { viewsOfLags } from '../../view/lag-view.ts';

/** The caller's LAGs in this Region, each with its members. */
export const describeLags: Handler<'DescribeLags'> = async (input, call) => {
  if (input.lagId !== undefined) return { lags: await viewsOfLags(call, [await ownLag(call, input.lagId)]) };
  const page = await call.store.lags.list(call.caller, pageRequest(input, 'DescribeLags'));
  return { lags: await viewsOfLags(call, page.items), ...nextTokenOf(page, 'DescribeLags') };
};
