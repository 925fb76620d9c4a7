import type { Moment } from '../call.ts';
import { clientException } from '../errors.ts';
import { beginChange } from '../macsec/change.ts';
import type { Connection } from '../model/connection.ts';
import { withoutKeys } from '../model/encryption-mode.ts';
import type { Lag } from '../model/lag.ts';
import { changing } from '../model/port.ts';
import { saveConnection } from '../record.ts';
import { membersPerLag } from '../ordering/speed.ts';
import { carryToLag } from '../virtual-interfaces/move.ts';

/** Refuses a port that cannot be a member of this LAG, of which `members` already are. */
export function refuseUnlessJoinable(port: Connection, lag: Lag, members: readonly Connection[]): void {
  if (port.kind === 'hosted')
    throw clientException(`Connection ${port.id} is a hosted connection, which cannot be a member of a LAG.`);
  if (port.lagId === lag.id) throw clientException(`Connection ${port.id} is already associated with Lag ${lag.id}.`);
  if (port.wait === 'changing') throw clientException(`Connection ${port.id} is in a transitioning state.`);
  if (port.bandwidth !== lag.bandwidth) {
    throw clientException(
      `Connection ${port.id} has a bandwidth of ${port.bandwidth}, and Lag ${lag.id} of ${lag.bandwidth}: they must be the same.`,
    );
  }
  if (port.device !== lag.device) {
    throw clientException(
      `Connection ${port.id} ends on the device ${port.device}, and Lag ${lag.id} on ${lag.device}: they must end on the same device.`,
    );
  }
  if (port.macSecCapable !== lag.macSecCapable) {
    throw clientException(`Connection ${port.id} and lag should be requested MacSec at the same time`);
  }
  refuseTooMany(lag.bandwidth, members.length + 1);
}

/** AWS: four members below 100 Gbit/s, two from there on. */
export function refuseTooMany(bandwidth: string, members: number): void {
  const most = membersPerLag(bandwidth);
  if (members > most)
    throw clientException(`A LAG of ${bandwidth} connections can have at most ${most} connections, not ${members}.`);
}

/** Refuses to take a member away from a LAG that would then be below its minimum; the last one may always go. */
export function refuseBelowMinimum(lag: Lag, members: readonly Connection[]): void {
  const rest = members.length - 1;
  if (rest > 0 && rest < lag.minimumLinks) {
    throw clientException(
      `Lag ${lag.id} would have ${rest} connections, fewer than its minimum of ${lag.minimumLinks} links. Lower minimumLinks first (UpdateLag).`,
    );
  }
}

/** Makes a port a member: its own keys go, what it carries is carried by the LAG, and the LAG's keys and mode count from now on. Answers the member. */
export async function join(moment: Moment, port: Connection, lag: Lag): Promise<Connection> {
  const until = moment.due('updating', moment.now) ?? moment.now;
  await moment.store.macSecKeys.removeOf(port.id);
  await rehost(moment, port, lag);
  await carryToLag(moment, port, lag);
  const member = changing({ ...port, lagId: lag.id }, until);
  await saveConnection(moment, member);
  await beginChange(
    moment,
    { ...lag, allowsHostedConnections: lag.allowsHostedConnections || port.kind === 'interconnect' },
    until,
  );
  return member;
}

/** What an interconnect hosts moves to the LAG that it joins. */
async function rehost({ store }: Moment, port: Connection, lag: Lag): Promise<void> {
  const hosted = port.kind === 'interconnect' ? (await store.connections.hostedOn(port.id, {})).items : [];
  for (const child of hosted) {
    if (!child.hosted) continue;
    const { vlan } = child.hosted;
    if ((await store.connections.hostedOnVlan(lag.id, vlan)) ?? (await store.virtualInterfaces.onVlan(lag.id, vlan))) {
      throw clientException(`VLAN ${vlan} of hosted connection ${child.id} is already in use on Lag ${lag.id}.`);
    }
    await store.connections.save({ ...child, hosted: { ...child.hosted, parentId: lag.id } });
  }
}

/** Makes a member stand alone: without the LAG's keys, still MACsec capable, in the LAG's mode if it can be kept. */
export async function leave(moment: Moment, member: Connection, lag: Lag): Promise<Connection> {
  const until = moment.due('updating', moment.now) ?? moment.now;
  const alone = changing({ ...member, lagId: undefined, encryptionMode: withoutKeys(lag.encryptionMode) }, until);
  await saveConnection(moment, alone);
  return alone;
}
