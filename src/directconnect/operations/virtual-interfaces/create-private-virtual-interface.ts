import type { Handler } from '../../handler.ts';
import { createVirtualInterface } from '../../virtual-interfaces/provision.ts';

/** Makes a private virtual interface, which leads to a virtual private gateway or a Direct Connect gateway. */
export const createPrivateVirtualInterface: Handler<'CreatePrivateVirtualInterface'> = (input, call) =>
  createVirtualInterface(call, 'private', input.connectionId, input.newPrivateVirtualInterface);
