import type { Handler } from '../../handler.ts';
import { createVirtualInterface } from '../../virtual-interfaces/provision.ts';

/** Makes a public virtual interface, which leads to AWS's public services. */
export const createPublicVirtualInterface: Handler<'CreatePublicVirtualInterface'> = (input, call) =>
  createVirtualInterface(call, 'public', input.connectionId, input.newPublicVirtualInterface);
