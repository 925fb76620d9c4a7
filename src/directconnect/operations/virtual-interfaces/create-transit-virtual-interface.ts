import type { Handler } from '../../handler.ts';
import { createVirtualInterface } from '../../virtual-interfaces/provision.ts';

/** Makes a transit virtual interface, which leads to transit gateways by way of a Direct Connect gateway. */
export const createTransitVirtualInterface: Handler<'CreateTransitVirtualInterface'> = async (input, call) => ({
  virtualInterface: await createVirtualInterface(call, 'transit', input.connectionId, input.newTransitVirtualInterface),
});
