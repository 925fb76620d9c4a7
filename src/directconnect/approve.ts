import type { Moment } from './call.ts';
import { clientException } from './errors.ts';
import { isLag } from './model/key-owner.ts';
import { ownerById } from './lookup.ts';
import type { KeyOwner } from './model/key-owner.ts';
import { step as stepAssociation } from './model/association.ts';
import type { Association } from './model/association.ts';
import { step as stepPeering } from './model/peering.ts';
import type { Peering } from './model/peering.ts';
import { step } from './model/port.ts';
import type { BgpPeer } from './model/bgp-peer.ts';
import type { VirtualInterface } from './model/virtual-interface.ts';
import { saveAssociation, saveBgpPeer, saveConnection, saveLag, saveVirtualInterface } from './record.ts';

/** What an approval did, for people. */
export interface Approval {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Advances a connection, interconnect, LAG, virtual interface, BGP peer or gateway association that waits for a decision
 * of AWS's or a carrier's: by one step, or to the state named. Not an operation of AWS's API: whoever runs Ferrule decides what AWS
 * and the carrier would.
 */
export async function approve(moment: Moment, id: string, to?: string): Promise<Approval> {
  const vif = await moment.store.virtualInterfaces.find(id);
  if (vif) return approveVirtualInterface(moment, vif, to);
  const peer = await moment.store.bgpPeers.find(id);
  if (peer) return approvePeer(moment, peer, to);
  const association = await moment.store.associations.find(id);
  if (association) return approveAssociation(moment, association, to);
  const port = await ownerById(moment, id);
  if (!port)
    throw clientException(
      `There is no connection, interconnect, LAG, virtual interface, BGP peer or gateway association with ID ${id}.`,
    );
  return approvePort(moment, port, to);
}

/** Advances everything that waits, as `approve` does one. */
export async function approveAll(moment: Moment, to?: string): Promise<readonly Approval[]> {
  const { store } = moment;
  const approvals: Approval[] = [];
  for (const port of [...(await store.connections.held()), ...(await store.lags.held())])
    approvals.push(await approvePort(moment, port, to));
  for (const vif of await store.virtualInterfaces.held())
    approvals.push(await approveVirtualInterface(moment, vif, to));
  for (const peer of await store.bgpPeers.held()) approvals.push(await approvePeer(moment, peer, to));
  for (const association of await store.associations.held())
    approvals.push(await approveAssociation(moment, association, to));
  return approvals;
}

async function approvePort(moment: Moment, port: KeyOwner, to: string | undefined): Promise<Approval> {
  const { now: advanced } = advance(port, to, (current) => step(current, moment.now, moment.due));
  await (isLag(advanced) ? saveLag(moment, advanced) : saveConnection(moment, advanced));
  return { id: port.id, from: port.state, to: advanced.state };
}

/** The peers that wait for the same as their virtual interface go with it. */
async function approveVirtualInterface(
  moment: Moment,
  vif: VirtualInterface,
  to: string | undefined,
): Promise<Approval> {
  const { now: advanced, steps } = advance(vif, to, peeringStep(moment));
  await saveVirtualInterface(moment, advanced);
  for (const peer of await moment.store.bgpPeers.of(vif.id)) {
    if (peer.wait !== vif.wait) continue;
    let current = peer;
    for (let taken = 0; taken < steps; taken += 1) current = peeringStep(moment)(current);
    await saveBgpPeer(moment, current);
  }
  return { id: vif.id, from: vif.state, to: advanced.state };
}

async function approvePeer(moment: Moment, peer: BgpPeer, to: string | undefined): Promise<Approval> {
  const { now: advanced } = advance(peer, to, peeringStep(moment));
  await saveBgpPeer(moment, advanced);
  return { id: peer.id, from: peer.state, to: advanced.state };
}

async function approveAssociation(moment: Moment, association: Association, to: string | undefined): Promise<Approval> {
  const waiting = { ...association, wait: waitOf(association) };
  const { now: advanced } = advance(waiting, to, (current) => {
    const next = stepAssociation(current);
    return next ? { ...next, wait: waitOf(next) } : { ...current, wait: undefined };
  });
  await saveAssociation(moment, advanced);
  return { id: association.id, from: association.state, to: advanced.state };
}

/** Only what is held waits for anybody: the rest passes by itself. */
const waitOf = ({ state, dueAt }: Association): string | undefined =>
  state === 'associated' || dueAt !== undefined ? undefined : state;

const peeringStep =
  (moment: Moment) =>
  <P extends Peering>(peering: P): P =>
    stepPeering(peering, moment.now, moment.due) ?? peering;

interface Waiting {
  readonly id: string;
  readonly state: string;
  readonly wait?: string | undefined;
}

/** The resource after one step, or after as many as lead to the state named. */
function advance<R extends Waiting>(
  resource: R,
  to: string | undefined,
  stepOf: (current: R) => R,
): { readonly now: R; readonly steps: number } {
  // What is deleted is listed for its time; nobody waits for that.
  if (resource.wait === undefined || resource.wait === 'deleted')
    throw clientException(`${resource.id} is ${resource.state} and waits for no approval.`);
  let now = stepOf(resource);
  const passed = [now.state];
  const arrived = (): boolean => to === undefined || now.state === to;
  while (!arrived()) {
    if (now.wait === undefined || now.wait === 'deleted') {
      throw clientException(
        `${resource.id} cannot become ${to}: from ${resource.state} it becomes ${passed.join(', then ')}.`,
      );
    }
    now = stepOf(now);
    passed.push(now.state);
  }
  return { now, steps: passed.length };
}
