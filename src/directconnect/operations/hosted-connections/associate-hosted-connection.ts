import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { hostingParent, refuseTakenVlan, refuseUnlessItFits } from '../../hosting/parent.ts';
import { hostedByCaller, noSuchConnection } from '../../lookup.ts';
import { titleOf } from '../../macsec/key-owner.ts';
import type { KeyOwner } from '../../macsec/key-owner.ts';
import type { Connection } from '../../model/connection.ts';
import { changing } from '../../model/port.ts';
import { assertPartner } from '../../ordering/partner.ts';
import { saveConnection } from '../../record.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/**
 * A partner moves a hosted connection, and with it what its customer has on it, to another interconnect or LAG. It is
 * interrupted meanwhile.
 */
export const associateHostedConnection: Handler<'AssociateHostedConnection'> = async (input, call) => {
  assertPartner(call);
  const connection = await hostedByCaller(call, input.connectionId);
  if (!connection?.hosted) throw noSuchConnection(input.connectionId);
  const { hosted } = connection;
  const parent = await hostingParent(call, input.parentConnectionId);
  refuseUnlessMovable(connection, parent);
  refuseUnlessItFits(connection.bandwidth, parent);
  await refuseTakenVlan(call, parent, hosted.vlan);
  const moved: Connection = {
    ...changing(connection, movedBy(call)),
    location: parent.location,
    device: parent.device,
    hosted: { ...hosted, parentId: parent.id },
  };
  await saveConnection(call, moved);
  return viewOfConnection(call, moved);
};

const movedBy = (call: Call): number => call.due('updating', call.now) ?? call.now;

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
