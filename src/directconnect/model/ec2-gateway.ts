/** AWS's words for what a Direct Connect gateway can be associated with. */
export type Ec2GatewayType = 'virtualPrivateGateway' | 'transitGateway';

/** A virtual private gateway or transit gateway: EC2's, and known here by those who named it. */
export interface Ec2Gateway {
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

/** What EC2 says of one. */
export interface Ec2GatewayFacts {
  readonly id: string;
  /** Undefined where EC2 does not say: it shows virtual private gateways to their owners alone. */
  readonly account: string | undefined;
  /** `available`, or on the way there or from there. */
  readonly state: string;
  readonly amazonSideAsn: number | undefined;
  /** Of a virtual private gateway: the prefixes of the VPC that it is attached to; undefined if there is none. */
  readonly vpcPrefixes: readonly string[] | undefined;
}

/** EC2's default for both kinds. */
export const DEFAULT_EC2_GATEWAY_ASN = 64_512;

const FORMS: readonly (readonly [Ec2GatewayType, RegExp])[] = [
  ['virtualPrivateGateway', /^vgw-[0-9a-z]{8,17}$/],
  ['transitGateway', /^tgw-[0-9a-z]{8,17}$/],
];

/** The kind of gateway that an id is of; undefined if it is of none. */
export const ec2GatewayTypeOf = (id: string): Ec2GatewayType | undefined =>
  FORMS.find(([, form]) => form.test(id))?.[0];

/** For people, in AWS's texts: `VirtualGateway vgw-…`. */
export const titleOfEc2Gateway = (id: string): string =>
  `${ec2GatewayTypeOf(id) === 'transitGateway' ? 'TransitGateway' : 'VirtualGateway'} ${id}`;
