import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { moveHosted, refuseConflicts } from '../../hosting/move.ts';
import { hostingParent, refuseUnlessItFits } from '../../hosting/parent.ts';
import { hostedByCaller, noSuchConnection } from '../../lookup.ts';
import { titleOf } from '../../model/key-owner.ts';
import type { KeyOwner } from '../../model/key-owner.ts';
import type { Connection } from '../../model/connection.ts';
import { assertPartner } from '../../ordering/partner.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** A partner moves a hosted connection, with what its customer has on it, to another interconnect or LAG. */
export const associateHostedConnection: Handler<'AssociateHostedConnection'> = async (input, call) => {
  assertPartner(call);
  const connection = await hostedByCaller(call, input.connectionId);
  if (!connection) throw noSuchConnection(input.connectionId);
  const parent = await hostingParent(call, input.parentConnectionId);
  refuseUnlessMovable(connection, parent);
  refuseUnlessItFits(connection.bandwidth, parent);
  await refuseConflicts(call, connection, parent);
  return viewOfConnection(call, await moveHosted(call, connection, parent));
};

function refuseUnlessMovable(connection: Connection, parent: KeyOwner): void {
  if (connection.hosted?.parentId === parent.id)
    throw clientException(`Connection ${connection.id} is already associated with ${titleOf(parent)}.`);
  if (connection.wait === 'changing') throw clientException(`Connection ${connection.id} is in a transitioning state.`);
  // A parent whose own order is still under way would cut the customer off.
  if (parent.wait === 'requested' || parent.wait === 'pending') {
    throw clientException(
      `${titleOf(parent)} is ${parent.state}: a hosted connection can be moved to it once it is available.`,
    );
  }
}
