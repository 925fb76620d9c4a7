import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { DEFAULT_EC2_GATEWAY_ASN, ec2GatewayTypeOf, titleOfEc2Gateway } from '../model/ec2-gateway.ts';
import type { Ec2GatewayFacts } from '../model/ec2-gateway.ts';

/** What is known of a gateway of EC2's that is the caller's. */
export interface KnownGateway {
  /** Undefined where nobody has said. */
  readonly amazonSideAsn: number | undefined;
  /** What the VPC of a virtual private gateway holds; undefined where nobody has said. */
  readonly vpcPrefixes: readonly string[] | undefined;
}

const NOTHING_SAID: KnownGateway = { amazonSideAsn: undefined, vpcPrefixes: undefined };

const noSuchEc2Gateway = (id: string): Error => clientException(`The ${titleOfEc2Gateway(id)} does not exist.`);

/** Makes sure that a virtual private gateway is the caller's, here; answers its ASN. */
export async function claimVirtualGateway(call: Call, id: string): Promise<number> {
  if (ec2GatewayTypeOf(id) !== 'virtualPrivateGateway')
    throw clientException(`Virtual Gateway ID ${id} has an invalid format.`);
  const { amazonSideAsn } = await claimEc2Gateway(call, id);
  return amazonSideAsn ?? DEFAULT_EC2_GATEWAY_ASN;
}

/**
 * Makes sure that a gateway of EC2's is the caller's, here, and available. Without an EC2 to ask, a well-formed one
 * belongs to the account and Region that names it first.
 */
export async function claimEc2Gateway(call: Call, id: string): Promise<KnownGateway> {
  const { account, region } = call.caller;
  if (call.ec2) return available(id, account, call.ec2.get(id));
  const known = await call.store.ec2Gateways.find(id);
  if (!known) await call.store.ec2Gateways.add({ id, account, region });
  else if (known.account !== account || known.region !== region) throw noSuchEc2Gateway(id);
  return NOTHING_SAID;
}

/** A claim as above that must also have a VPC behind it, as an association needs: a transit gateway always has. */
export async function claimForAssociation(call: Call, id: string): Promise<KnownGateway> {
  const known = await claimEc2Gateway(call, id);
  if (call.ec2) refuseDetached(id, known);
  return known;
}

/** What EC2 says now of a gateway that another account claimed when it proposed an association. */
export function stillThere(call: Call, id: string, account: string): KnownGateway {
  if (!call.ec2) return NOTHING_SAID;
  const known = available(id, account, call.ec2.get(id));
  refuseDetached(id, known);
  return known;
}

/** Changes of a transit gateway's options do not take it out of service. */
const IN_SERVICE: readonly string[] = ['available', 'modifying'];

function available(id: string, account: string, facts: Ec2GatewayFacts | undefined): KnownGateway {
  if (!facts || (facts.account !== undefined && facts.account !== account)) throw noSuchEc2Gateway(id);
  if (!IN_SERVICE.includes(facts.state))
    throw clientException(`The ${titleOfEc2Gateway(id)} is not available: it is ${facts.state}.`);
  return facts;
}

function refuseDetached(id: string, { vpcPrefixes }: KnownGateway): void {
  if (ec2GatewayTypeOf(id) === 'virtualPrivateGateway' && vpcPrefixes === undefined)
    throw clientException(`The ${titleOfEc2Gateway(id)} is not attached to a VPC: attach it to one first.`);
}
