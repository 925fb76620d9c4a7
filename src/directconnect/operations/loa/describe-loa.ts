import type { Handler } from '../../handler.ts';
import { issueLoa } from '../../loa/issue.ts';
import { loaSubject } from '../../loa/subject.ts';

/** Issues the LOA-CFA of a connection, an interconnect or a LAG. Each call issues a new one. */
export const describeLoa: Handler<'DescribeLoa'> = async (input, call) =>
  issueLoa(call, await loaSubject(call, input.connectionId), input);
