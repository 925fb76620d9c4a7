import type { Handler } from '../../handler.ts';
import { confirmVirtualInterface } from '../../virtual-interfaces/confirm.ts';

/** Accepts a transit virtual interface, and says which Direct Connect gateway it leads to. */
export const confirmTransitVirtualInterface: Handler<'ConfirmTransitVirtualInterface'> = (input, call) =>
  confirmVirtualInterface(call, 'transit', input.virtualInterfaceId, input);
