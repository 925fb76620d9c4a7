import type { Moment } from '../call.ts';
import { clientException } from '../errors.ts';

/** Refuses a VLAN that a virtual interface or a hosted connection has already on this connection or LAG. */
export async function refuseTakenVlan(
  { store }: Moment,
  parent: { readonly id: string; readonly title: string },
  vlan: number,
): Promise<void> {
  const taken =
    (await store.virtualInterfaces.onVlan(parent.id, vlan)) ?? (await store.connections.hostedOnVlan(parent.id, vlan));
  if (taken) throw clientException(`VLAN ${vlan} is already in use on ${parent.title}.`);
}

export function assertVlan(vlan: number): void {
  if (vlan < 1 || vlan > 4094) throw clientException(`VLAN ${vlan} is not valid: it must be from 1 to 4094.`);
}
