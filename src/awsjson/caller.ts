/** On whose behalf a request is made, and where. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The first part of an ARN: `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly accessKeyId: string;
}

/** The partition that a Region lies in. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
