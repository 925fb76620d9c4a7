import type { Input } from '../../../contract/direct-connect.ts';
import { ownAssociation, ownAssociationBetween } from '../../associations/lookup.ts';
import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { passing } from '../../model/association.ts';
import type { Association } from '../../model/association.ts';
import { saveAssociation } from '../../record.ts';
import { associationView } from '../../view/association-view.ts';

/** Ends an association, for the owner of either gateway and from any Region. */
export const deleteDirectConnectGatewayAssociation: Handler<'DeleteDirectConnectGatewayAssociation'> = async (
  input,
  call,
) => {
  const association = await named(call, input);
  // Asked for twice, it ends when it would have ended.
  if (association.state === 'disassociating') return { directConnectGatewayAssociation: associationView(association) };
  const leaving = { ...association, ...passing('disassociating', call.now, call.due) };
  await saveAssociation(call, leaving);
  return { directConnectGatewayAssociation: associationView(leaving) };
};

/** By its id, or by the two gateways. */
async function named(
  call: Call,
  { associationId, directConnectGatewayId, virtualGatewayId }: Input<'DeleteDirectConnectGatewayAssociation'>,
): Promise<Association> {
  if (associationId !== undefined) {
    const found = await ownAssociation(call, associationId);
    refuseOther(found, 'directConnectGatewayId', found.gatewayId, directConnectGatewayId);
    refuseOther(found, 'virtualGatewayId', found.associated.id, virtualGatewayId);
    return found;
  }
  if (directConnectGatewayId === undefined || virtualGatewayId === undefined)
    throw clientException(
      'Either associationId, or both directConnectGatewayId and virtualGatewayId must be given, to name the association.',
    );
  return ownAssociationBetween(call, directConnectGatewayId, virtualGatewayId);
}

function refuseOther({ id }: Association, member: string, is: string, given: string | undefined): void {
  if (given !== undefined && given !== is)
    throw clientException(`Direct Connect Gateway Association ${id} is one of ${is}, not of ${member} ${given}.`);
}
