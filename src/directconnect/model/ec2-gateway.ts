/** A virtual private gateway or transit gateway: EC2's, and known here by those who named it. */
export interface Ec2Gateway {
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

/** EC2's default for both kinds. */
export const DEFAULT_EC2_GATEWAY_ASN = 64_512;
