import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { join, refuseBelowMinimum, refuseTooMany, refuseUnlessJoinable } from '../../lags/lag-membership.ts';
import { noSuchConnection, ownDedicatedPort } from '../../lookup.ts';
import type { Connection } from '../../model/connection.ts';
import type { Lag } from '../../model/lag.ts';
import { newPort } from '../../ordering/new-port.ts';
import { DEDICATED_BANDWIDTHS, QUOTAS, checkOrder, checkPortQuota } from '../../ordering/order.ts';
import { isNamedPartner } from '../../ordering/partner.ts';
import { addConnection, addLag } from '../../record.ts';
import { checkedTags } from '../../tagging/tags.ts';
import { viewsOfLagsWith } from '../../view/lag-view.ts';

/**
 * Makes a LAG of new ports, of an existing one and new ports, or of none: either all of it, or an error and nothing.
 * An existing connection counts among `numberOfConnections`.
 */
export const createLag: Handler<'CreateLag'> = async (input, call) => {
  const tags = checkedTags(input.tags);
  const childTags = checkedTags(input.childConnectionTags);
  const order = {
    name: input.lagName,
    nameMember: 'lagName',
    location: input.location,
    bandwidth: input.connectionsBandwidth,
    providerName: input.providerName,
    requestMacSec: input.requestMACSec ?? false,
    bandwidths: DEDICATED_BANDWIDTHS,
  };
  checkOrder(call, order);
  const existing = input.connectionId === undefined ? undefined : await existingMember(call, input.connectionId);
  const ordered = newMembers(input.numberOfConnections, order.bandwidth, existing);
  await checkPortQuota(call, order.location, ordered);
  await checkLagQuota(call);

  const lag: Lag = {
    id: call.ids.lag(),
    account: call.caller.account,
    region: call.caller.region,
    name: order.name,
    location: order.location,
    bandwidth: order.bandwidth,
    device: call.ids.device(order.location, order.bandwidth),
    minimumLinks: 0,
    providerName: order.providerName,
    macSecCapable: order.requestMacSec,
    encryptionMode: order.requestMacSec ? 'should_encrypt' : 'no_encrypt',
    allowsHostedConnections: existing?.kind === 'interconnect' || isNamedPartner(call),
    createdAt: call.now,
    ...firstState(call, ordered, existing),
  };
  if (existing) refuseUnlessJoinable(existing, lag, []);
  await addLag(call, lag);
  await call.store.tags.put(lag.id, call.caller.account, tags);
  const members: Connection[] = existing ? [await join(call, existing, lag)] : [];
  for (let number = 1; number <= ordered; number += 1) {
    const port = {
      ...newPort(call, 'dedicated', { ...order, name: `Requested Connection ${number} for Lag ${lag.id}` }),
      lagId: lag.id,
    };
    await addConnection(call, port);
    await call.store.tags.put(port.id, call.caller.account, childTags);
    members.push(port);
  }
  const [view] = await viewsOfLagsWith(call, [lag], members);
  return view ?? {};
};

/** The port to begin with, free to leave the LAG that it may be in. */
async function existingMember(call: Call, id: string): Promise<Connection> {
  const port = await ownDedicatedPort(call, id);
  if (!port) throw noSuchConnection(id);
  const former = port.lagId === undefined ? undefined : await call.store.lags.find(port.lagId);
  if (former) refuseBelowMinimum(former, await call.store.connections.ofLag(former.id));
  return port;
}

/** How many ports have to be ordered. */
function newMembers(wanted: number, bandwidth: string, existing: Connection | undefined): number {
  const least = existing ? 1 : 0;
  if (wanted < least)
    throw clientException(
      `numberOfConnections ${wanted} is not valid: it must be at least ${least}${existing ? ', as it counts the existing connection' : ''}.`,
    );
  refuseTooMany(bandwidth, wanted);
  return wanted - least;
}

async function checkLagQuota(call: Call): Promise<void> {
  if (!call.settings.enforceQuotas) return;
  const count = await call.store.lags.count(call.caller);
  if (count >= QUOTAS.lagsPerRegion) {
    throw clientException(
      `The quota of ${QUOTAS.lagsPerRegion} LAGs per Region is exceeded: account ${call.caller.account} has ${count} in ${call.caller.region}.`,
    );
  }
}

/** A LAG with new ports is pending until they are there; one of an existing port changes; an empty one is available. */
function firstState(
  call: Call,
  ordered: number,
  existing: Connection | undefined,
): Pick<Lag, 'state' | 'wait' | 'dueAt'> {
  if (ordered > 0) return { state: 'pending', wait: 'pending', dueAt: call.due('pending', call.now) };
  return existing
    ? { state: 'pending', wait: 'changing', dueAt: call.due('updating', call.now) }
    : { state: 'available' };
}
