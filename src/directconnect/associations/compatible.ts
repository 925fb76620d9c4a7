import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { KnownGateway } from '../gateways/ec2-gateway.ts';
import type { AssociatedGateway } from '../model/association.ts';
import { titleOfEc2Gateway } from '../model/ec2-gateway.ts';
import type { Gateway } from '../model/gateway.ts';

/** AWS's numbers. */
const QUOTAS = { virtualPrivateGateway: 20, transitGateway: 6, gatewaysPerTransitGateway: 20 } as const;

const PLURAL = { virtualPrivateGateway: 'virtual private gateways', transitGateway: 'transit gateways' } as const;
const ARTICLE = { virtualPrivateGateway: 'a virtual private gateway', transitGateway: 'a transit gateway' } as const;

/** Refuses to propose what the gateway of EC2's cannot. What is on the other gateway is its owner's to know, and to accept. */
export async function refuseToPropose(
  call: Call,
  gateway: Gateway,
  associated: AssociatedGateway,
  known: KnownGateway,
): Promise<void> {
  await refuseTaken(call, gateway, associated);
  refuseSameAsn(gateway, associated, known);
}

/** Refuses to join two gateways that cannot be, or that are already. */
export async function refuseIncompatible(
  call: Call,
  gateway: Gateway,
  associated: AssociatedGateway,
  known: KnownGateway,
): Promise<void> {
  await refuseTaken(call, gateway, associated);
  await refuseOtherKind(call, gateway, associated);
  refuseSameAsn(gateway, associated, known);
  await checkQuotas(call, gateway, associated);
}

/** A virtual private gateway belongs to one Direct Connect gateway, a transit gateway once to each. */
async function refuseTaken({ store }: Call, gateway: Gateway, { id, type }: AssociatedGateway): Promise<void> {
  if (await store.associations.between(gateway.id, id))
    throw clientException(
      `The ${titleOfEc2Gateway(id)} is already associated with Direct Connect Gateway ${gateway.id}.`,
    );
  if (type === 'virtualPrivateGateway' && (await store.associations.countOf(id)) > 0)
    throw clientException(
      `The ${titleOfEc2Gateway(id)} is already associated with another Direct Connect gateway: it can be with one.`,
    );
}

async function refuseOtherKind({ store }: Call, gateway: Gateway, { type }: AssociatedGateway): Promise<void> {
  const others = (await store.associations.of(gateway.id)).filter(({ associated }) => associated.type !== type);
  const [other] = others;
  if (other)
    throw clientException(
      `Direct Connect Gateway ${gateway.id} is associated with the ${titleOfEc2Gateway(other.associated.id)}: it cannot be associated with ${ARTICLE[type]}, too.`,
    );
  if (type === 'transitGateway' && (await store.virtualInterfaces.anyOnGateway(gateway.id, 'private')))
    throw clientException(
      `Direct Connect Gateway ${gateway.id} has a private virtual interface attached: it cannot be associated with a transit gateway.`,
    );
}

function refuseSameAsn(gateway: Gateway, { id, type }: AssociatedGateway, { amazonSideAsn }: KnownGateway): void {
  if (type === 'transitGateway' && amazonSideAsn === gateway.amazonSideAsn)
    throw clientException(
      `The ${titleOfEc2Gateway(id)} and Direct Connect Gateway ${gateway.id} have the same ASN, ${amazonSideAsn}: they must differ.`,
    );
}

async function checkQuotas(call: Call, gateway: Gateway, { id, type }: AssociatedGateway): Promise<void> {
  if (!call.settings.enforceQuotas) return;
  const onGateway = (await call.store.associations.of(gateway.id)).length;
  refuseFrom(QUOTAS[type], onGateway, PLURAL[type], `Direct Connect Gateway ${gateway.id}`);
  if (type === 'transitGateway') {
    const ofTransitGateway = await call.store.associations.countOf(id);
    refuseFrom(QUOTAS.gatewaysPerTransitGateway, ofTransitGateway, 'Direct Connect gateways', titleOfEc2Gateway(id));
  }
}

function refuseFrom(quota: number, count: number, what: string, where: string): void {
  if (count >= quota) throw clientException(`The quota of ${quota} ${what} is exceeded: ${where} has ${count}.`);
}
