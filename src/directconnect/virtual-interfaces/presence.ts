import type { Moment } from '../call.ts';
import { clientException } from '../errors.ts';
import { titleOf } from '../model/key-owner.ts';
import type { Parent } from './parent.ts';

/** Refuses to delete a connection or LAG that still carries virtual interfaces. Ansible looks for this text. */
export async function refuseCarrying({ store }: Moment, parent: Parent): Promise<void> {
  if (await store.virtualInterfaces.anyOn(parent.id))
    throw clientException(`${titleOf(parent)} cannot be deleted until its Virtual Interfaces are deleted.`);
}
