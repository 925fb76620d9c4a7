import { clientException } from '../errors.ts';
import { ec2GatewayTypeOf } from '../model/ec2-gateway.ts';
import type { Ec2GatewayType } from '../model/ec2-gateway.ts';

/** A gateway of EC2's, as a request names it. */
export interface NamedGateway {
  readonly id: string;
  readonly type: Ec2GatewayType;
}

export function namedGateway(id: string): NamedGateway {
  const type = ec2GatewayTypeOf(id);
  if (!type)
    throw clientException(
      `Gateway ID ${id} has an invalid format: it must be that of a virtual private gateway (vgw-…) or of a transit gateway (tgw-…).`,
    );
  return { id, type };
}

interface GatewayInput {
  readonly gatewayId?: string;
  readonly virtualGatewayId?: string;
}

/** The gateway to associate, by the newer member or by the older one, which is for virtual private gateways alone. */
export function gatewayToAssociate({ gatewayId, virtualGatewayId }: GatewayInput): NamedGateway {
  if (gatewayId !== undefined && virtualGatewayId !== undefined && gatewayId !== virtualGatewayId)
    throw clientException(
      `gatewayId ${gatewayId} and virtualGatewayId ${virtualGatewayId} name two gateways: give one of the members.`,
    );
  const id = gatewayId ?? virtualGatewayId;
  if (id === undefined) throw clientException('Field gatewayId is required.');
  if (virtualGatewayId !== undefined && ec2GatewayTypeOf(virtualGatewayId) !== 'virtualPrivateGateway')
    throw clientException(`Virtual Gateway ID ${virtualGatewayId} has an invalid format.`);
  return namedGateway(id);
}
