import type { Moment } from './call.ts';
import { clientException } from './errors.ts';
import { isLag } from './macsec/key-owner.ts';
import type { KeyOwner } from './macsec/key-owner.ts';
import { step } from './model/port.ts';
import type { PortState } from './model/port.ts';
import { saveConnection, saveLag } from './record.ts';

/** What an approval did, for people. */
export interface Approval {
  readonly id: string;
  readonly from: PortState;
  readonly to: PortState;
}

/**
 * Advances a connection, interconnect or LAG that waits for a carrier's decision: by one step, or to the state named.
 * Not an operation of AWS's API: whoever runs Ferrule decides what AWS and the carrier would.
 */
export async function approve(moment: Moment, id: string, to?: string): Promise<Approval> {
  const resource = await (id.startsWith('dxlag-') ? moment.store.lags.find(id) : moment.store.connections.find(id));
  if (!resource) throw clientException(`There is no connection, interconnect or LAG with ID ${id}.`);
  return advance(moment, resource, to);
}

/** Advances everything that waits, as `approve` does one. */
export async function approveAll(moment: Moment, to?: string): Promise<readonly Approval[]> {
  const approvals: Approval[] = [];
  for (const resource of [...(await moment.store.connections.held()), ...(await moment.store.lags.held())]) {
    approvals.push(await advance(moment, resource, to));
  }
  return approvals;
}

async function advance(moment: Moment, resource: KeyOwner, to: string | undefined): Promise<Approval> {
  if (resource.wait === undefined)
    throw clientException(`${resource.id} is ${resource.state} and waits for no approval.`);
  let current = step(resource, moment.now, moment.due);
  const passed: PortState[] = [current.state];
  const arrived = (): boolean => to === undefined || current.state === to;
  while (!arrived()) {
    if (current.wait === undefined) {
      throw clientException(
        `${resource.id} cannot become ${to}: from ${resource.state} it becomes ${passed.join(', then ')}.`,
      );
    }
    current = step(current, moment.now, moment.due);
    passed.push(current.state);
  }
  await (isLag(current) ? saveLag(moment, current) : saveConnection(moment, current));
  return { id: resource.id, from: resource.state, to: current.state };
}
