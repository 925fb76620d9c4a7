import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { Gateway } from '../model/gateway.ts';

/** Terraform takes a text with `does not exist` for "already gone". */
export const noSuchGateway = (id: string): Error => clientException(`Direct Connect Gateway ${id} does not exist.`);

/** A gateway of the caller's, if there is one of that id. Gateways are the same from every Region. */
export async function ownGatewayIfAny(call: Call, id: string): Promise<Gateway | undefined> {
  const found = await call.store.gateways.find(id);
  return found?.account === call.caller.account ? found : undefined;
}

export async function ownGateway(call: Call, id: string): Promise<Gateway> {
  const found = await ownGatewayIfAny(call, id);
  if (!found) throw noSuchGateway(id);
  return found;
}
