import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { Association } from '../model/association.ts';

// An association is seen, from every Region, by the owners of both gateways; for others it is not there.

const isSeen = ({ caller }: Call, { gatewayAccount, associated }: Association): boolean =>
  gatewayAccount === caller.account || associated.account === caller.account;

export async function seenAssociation(call: Call, id: string): Promise<Association | undefined> {
  const found = await call.store.associations.find(id);
  return found && isSeen(call, found) ? found : undefined;
}

/** Terraform takes a text with `does not exist` for "already gone". */
export async function ownAssociation(call: Call, id: string): Promise<Association> {
  const found = await seenAssociation(call, id);
  if (!found) throw clientException(`Direct Connect Gateway Association ${id} does not exist.`);
  return found;
}

/** By its two ends. Older clients look for the first words of the text, newer ones for its end. */
export async function ownAssociationBetween(call: Call, gatewayId: string, associatedId: string): Promise<Association> {
  const found = await call.store.associations.between(gatewayId, associatedId);
  if (!found || !isSeen(call, found))
    throw clientException(
      `No association exists: a Direct Connect Gateway Association of ${gatewayId} and ${associatedId} does not exist.`,
    );
  return found;
}
