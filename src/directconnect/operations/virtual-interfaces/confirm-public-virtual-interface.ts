import type { Handler } from '../../handler.ts';
import { confirmVirtualInterface } from '../../virtual-interfaces/confirm.ts';

/** Accepts a public virtual interface. */
export const confirmPublicVirtualInterface: Handler<'ConfirmPublicVirtualInterface'> = (input, call) =>
  confirmVirtualInterface(call, 'public', input.virtualInterfaceId, {});
