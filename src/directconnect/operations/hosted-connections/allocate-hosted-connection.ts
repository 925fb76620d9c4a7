import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { titleOf } from '../../macsec/key-owner.ts';
import type { KeyOwner } from '../../macsec/key-owner.ts';
import { ownLag, ownPort } from '../../lookup.ts';
import type { Connection } from '../../model/connection.ts';
import { assertName } from '../../ordering/order.ts';
import { assertPartner } from '../../ordering/partner.ts';
import { addConnection } from '../../record.ts';
import { megabitsPerSecond } from '../../ordering/speed.ts';
import { checkedTags } from '../../tagging/tags.ts';
import { assertVlan, refuseTakenVlan } from '../../virtual-interfaces/vlan.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

const BANDWIDTHS = [
  '50Mbps',
  '100Mbps',
  '200Mbps',
  '300Mbps',
  '400Mbps',
  '500Mbps',
  '1Gbps',
  '2Gbps',
  '5Gbps',
  '10Gbps',
  '25Gbps',
];

/** A partner makes a hosted connection for a customer, on an interconnect or a LAG of interconnects. */
export const allocateHostedConnection: Handler<'AllocateHostedConnection'> = async (input, call) => {
  assertPartner(call);
  assertName('connectionName', input.connectionName);
  const tags = checkedTags(input.tags);
  const parent = await hostingParent(call, input.connectionId);
  if (!/^\d{12}$/.test(input.ownerAccount))
    throw clientException(`ownerAccount ${input.ownerAccount} is not valid: an account ID has 12 digits.`);
  assertFits(input.bandwidth, parent);
  assertVlan(input.vlan);
  await refuseTakenVlan(call, { id: parent.id, title: titleOf(parent) }, input.vlan);
  const connection: Connection = {
    id: call.ids.connection(),
    kind: 'hosted',
    account: input.ownerAccount,
    region: parent.region,
    name: input.connectionName,
    location: parent.location,
    bandwidth: input.bandwidth,
    device: parent.device,
    providerName: undefined,
    // Customers see neither keys nor mode of a hosted connection; MACsec is between the partner and AWS.
    macSecCapable: false,
    encryptionMode: 'no_encrypt',
    loaIssuedAt: undefined,
    lagId: undefined,
    hosted: {
      parentId: parent.id,
      partnerAccount: call.caller.account,
      partnerName: partnerName(call, parent),
      vlan: input.vlan,
    },
    createdAt: call.now,
    state: 'ordering',
  };
  await addConnection(call, connection);
  await call.store.tags.put(connection.id, call.caller.account, tags);
  return viewOfConnection(call, connection);
};

async function hostingParent(call: Call, id: string): Promise<KeyOwner> {
  if (id.startsWith('dxlag-')) {
    const lag = await ownLag(call, id);
    if (!lag.allowsHostedConnections)
      throw clientException(`Lag ${id} does not allow hosted connections: it has no interconnect among its members.`);
    return lag;
  }
  const port = await ownPort(call, id);
  if (port?.kind !== 'interconnect') throw clientException(`Could not find Interconnect with ID ${id}`);
  if (port.lagId !== undefined)
    throw clientException(
      `Interconnect ${id} is a member of Lag ${port.lagId}: hosted connections are allocated on the LAG.`,
    );
  return port;
}

function assertFits(bandwidth: string, parent: KeyOwner): void {
  if (!BANDWIDTHS.includes(bandwidth))
    throw clientException(
      `Bandwidth ${bandwidth} is not valid for a hosted connection: it must be one of ${BANDWIDTHS.join(', ')}.`,
    );
  if ((megabitsPerSecond(bandwidth) ?? 0) > (megabitsPerSecond(parent.bandwidth) ?? 0)) {
    throw clientException(`Bandwidth ${bandwidth} is more than ${titleOf(parent)} has (${parent.bandwidth}).`);
  }
}

/** The partner as its customers see it. */
const partnerName = (call: Call, parent: KeyOwner): string => parent.providerName ?? `Account ${call.caller.account}`;
