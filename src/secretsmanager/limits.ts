import { validationFailed } from './errors.ts';

/**
 * The limits of the service model, which the SDK's schemas do not carry: least and most, of a number its value, of a
 * text or a list its length. The values of secrets have their own limit, in octets.
 */
const LIMITS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  SecretId: [1, 2048],
  SecretIdList: [1, 20],
  'SecretIdList[]': [1, 2048],
  Name: [1, 512],
  ClientRequestToken: [32, 64],
  Description: [0, 2048],
  KmsKeyId: [0, 2048],
  VersionId: [32, 64],
  MoveToVersionId: [32, 64],
  RemoveFromVersionId: [32, 64],
  VersionStage: [1, 256],
  VersionStages: [1, 20],
  'VersionStages[]': [1, 256],
  'Tags[].Key': [1, 128],
  'Tags[].Value': [0, 256],
  'TagKeys[]': [1, 128],
  Filters: [0, 10],
  'Filters[].Values': [1, 10],
  'Filters[].Values[]': [0, 512],
  MaxResults: [1, 100],
  NextToken: [1, 4096],
  ResourcePolicy: [1, 20480],
  PasswordLength: [1, 4096],
  ExcludeCharacters: [0, 4096],
};

/** Refuses an input of which some member is beyond its limits, in the words of AWS's own validation. */
export function checkLimits(input: Readonly<Record<string, unknown>>): void {
  for (const [member, value] of Object.entries(input)) check(value, member, lowerFirst(member));
}

/** @param rule the member's path as in the table @param path the same as AWS writes it: `tags.1.member.key` */
function check(value: unknown, rule: string, path: string): void {
  judge(value, rule, path);
  if (Array.isArray(value)) {
    value.forEach((item, at) => check(item, `${rule}[]`, `${path}.${at + 1}.member`));
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [member, item] of Object.entries(value))
      check(item, `${rule}.${member}`, `${path}.${lowerFirst(member)}`);
  }
}

function judge(value: unknown, rule: string, path: string): void {
  const [least, most] = LIMITS[rule] ?? [];
  const measure =
    typeof value === 'number' ? value : typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
  if (least === undefined || most === undefined || measure === undefined) return;
  if (measure >= least && measure <= most) return;
  const what = typeof value === 'number' ? 'value' : 'length';
  const bound = measure < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw constraintFailed(path, value, `Member must have ${what} ${bound}`);
}

/** AWS's text for a member that the service model does not allow. */
export function constraintFailed(path: string, value: unknown, constraint: string): Error {
  const shown =
    typeof value === 'number' || (typeof value === 'string' && value.length <= 256) ? `Value '${value}'` : 'Value';
  return validationFailed(
    `1 validation error detected: ${shown} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
}

const lowerFirst = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);
