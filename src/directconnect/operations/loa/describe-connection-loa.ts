import type { Handler } from '../../handler.ts';
import { issueLoa } from '../../loa/issue.ts';
import { refuseHosted } from '../../loa/subject.ts';
import { ownConnection } from '../../lookup.ts';

/** The older DescribeLoa, for connections alone. */
export const describeConnectionLoa: Handler<'DescribeConnectionLoa'> = async (input, call) => {
  const connection = await ownConnection(call, input.connectionId);
  refuseHosted(connection);
  const issued = await issueLoa(call, connection, input);
  return issued.map((loa) => ({ loa }));
};
