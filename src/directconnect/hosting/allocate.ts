import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { titleOf } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import type { Connection } from '../model/connection.ts';
import { assertName } from '../ordering/order.ts';
import { assertPartner, partnerTypeOf } from '../ordering/partner.ts';
import { megabitsPerSecond } from '../ordering/speed.ts';
import type { Tag } from '../stores.ts';
import { addConnection } from '../record.ts';
import { assertVlan, refuseTakenVlan } from '../virtual-interfaces/vlan.ts';
import { hostingParent, refuseUnlessItFits } from './parent.ts';

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

/** A hosted connection as a partner orders it for a customer. */
interface Allocation {
  readonly bandwidth: string;
  readonly connectionName: string;
  readonly ownerAccount: string;
  readonly vlan: number;
}

/** Makes a hosted connection on an interconnect or a LAG of interconnects; it waits for its customer. */
export async function allocate(
  call: Call,
  parentId: string,
  allocation: Allocation,
  tags: readonly Tag[],
): Promise<Connection> {
  assertPartner(call);
  assertName('connectionName', allocation.connectionName);
  const parent = await hostingParent(call, parentId);
  if (!/^\d{12}$/.test(allocation.ownerAccount))
    throw clientException(`ownerAccount ${allocation.ownerAccount} is not valid: an account ID has 12 digits.`);
  refuseUnlessSold(call, allocation.bandwidth);
  refuseUnlessItFits(allocation.bandwidth, parent);
  assertVlan(allocation.vlan);
  await refuseTakenVlan(call, { id: parent.id, title: titleOf(parent) }, allocation.vlan);
  const connection: Connection = {
    id: call.ids.connection(),
    kind: 'hosted',
    account: allocation.ownerAccount,
    region: parent.region,
    name: allocation.connectionName,
    location: parent.location,
    bandwidth: allocation.bandwidth,
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
      vlan: allocation.vlan,
    },
    createdAt: call.now,
    state: 'ordering',
  };
  await addConnection(call, connection);
  await call.store.tags.put(connection.id, call.caller.account, tags);
  return connection;
}

/** AWS: slices of 1 Gbit/s and more are for partners that it has approved for them (`v2`). */
function refuseUnlessSold(call: Call, bandwidth: string): void {
  const sold =
    partnerTypeOf(call) === 'v1' ? BANDWIDTHS.filter((each) => (megabitsPerSecond(each) ?? 0) < 1000) : BANDWIDTHS;
  if (sold.includes(bandwidth)) return;
  if (BANDWIDTHS.includes(bandwidth)) {
    throw clientException(
      `Account ${call.caller.account} is a v1 partner, which cannot allocate ${bandwidth}: it must be one of ${sold.join(', ')}.`,
    );
  }
  throw clientException(
    `Bandwidth ${bandwidth} is not valid for a hosted connection: it must be one of ${sold.join(', ')}.`,
  );
}

/** The partner as its customers see it. */
const partnerName = (call: Call, parent: KeyOwner): string => parent.providerName ?? `Account ${call.caller.account}`;
