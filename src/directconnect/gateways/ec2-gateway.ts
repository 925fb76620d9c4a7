import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';

const VIRTUAL_GATEWAY = /^vgw-[0-9a-z]{8,17}$/;

/**
 * Makes sure that a virtual private gateway is the caller's, here. Without an EC2 to ask, a well-formed one belongs to
 * the account and Region that names it first.
 */
export async function claimVirtualGateway(call: Call, id: string): Promise<void> {
  if (!VIRTUAL_GATEWAY.test(id)) throw clientException(`Virtual Gateway ID ${id} has an invalid format.`);
  const { account, region } = call.caller;
  const known = await call.store.ec2Gateways.find(id);
  if (!known) await call.store.ec2Gateways.add({ id, account, region });
  else if (known.account !== account || known.region !== region)
    throw clientException(`The VirtualGateway ${id} does not exist.`);
}
