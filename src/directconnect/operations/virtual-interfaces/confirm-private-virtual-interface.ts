import type { Handler } from '../../handler.ts';
import { confirmVirtualInterface } from '../../virtual-interfaces/confirm.ts';

/** Accepts a private virtual interface, and says which gateway it leads to. */
export const confirmPrivateVirtualInterface: Handler<'ConfirmPrivateVirtualInterface'> = (input, call) =>
  confirmVirtualInterface(call, 'private', input.virtualInterfaceId, input);
