import type { Handler } from '../../handler.ts';
import { issueLoa } from '../../loa/issue.ts';
import { ownInterconnect } from '../../lookup.ts';

/** The older DescribeLoa, for interconnects alone. */
export const describeInterconnectLoa: Handler<'DescribeInterconnectLoa'> = async (input, call) => {
  const issued = await issueLoa(call, await ownInterconnect(call, input.interconnectId), input);
  return issued.map((loa) => ({ loa }));
};
