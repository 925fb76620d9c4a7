import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { Proposal } from '../model/proposal.ts';

// A proposal is seen, from every Region, by the account that made it and the account that it was made to.

export async function seenProposal(call: Call, id: string): Promise<Proposal | undefined> {
  const found = await call.store.proposals.find(id);
  const { account } = call.caller;
  return found && [found.gatewayAccount, found.associated.account].includes(account) ? found : undefined;
}

/** Terraform takes a text with `is not found` for "already gone". */
export const noSuchProposal = (id: string): Error =>
  clientException(`Direct Connect Gateway Association Proposal ${id} is not found.`);
