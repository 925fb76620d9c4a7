import { AGREEMENTS } from '../../agreements/agreements.ts';
import type { Handler } from '../../handler.ts';
import { partnerTypeOf } from '../../ordering/partner.ts';

/** What the account has agreed to, and what kind of partner it is. Neither depends on the Region. */
export const describeCustomerMetadata: Handler<'DescribeCustomerMetadata'> = async (_input, call) => {
  const signed = await call.store.agreements.signedBy(call.caller.account);
  return {
    agreements: AGREEMENTS.map((agreementName) => ({
      agreementName,
      status: signed.includes(agreementName) ? 'signed' : 'unsigned',
    })),
    nniPartnerType: partnerTypeOf(call) ?? 'nonPartner',
  };
};
