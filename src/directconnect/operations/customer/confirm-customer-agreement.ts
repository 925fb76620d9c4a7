import { namedAgreements } from '../../agreements/agreements.ts';
import type { Handler } from '../../handler.ts';

/** The account agrees. Agreeing twice is agreeing. */
export const confirmCustomerAgreement: Handler<'ConfirmCustomerAgreement'> = async (input, call) => {
  for (const name of namedAgreements(input.agreementName))
    await call.store.agreements.sign(call.caller.account, name, call.now);
  return { status: 'signed' };
};
