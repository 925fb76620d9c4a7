import type { Random } from './random.ts';

/** The account, Region and partition that ARNs are made of. */
export interface ArnScope {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What a `SecretId` says: a name, or an ARN with or without the six random letters at its end. */
export type SecretId =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'arn'; readonly arn: string; readonly name: string }
  | { readonly kind: 'other-account' }
  | { readonly kind: 'other-place' }
  | { readonly kind: 'malformed' };

const ARN = /^arn:([^:]*):secretsmanager:([^:]*):([^:]*):secret:(.+)$/;
const NAME = /^[-/_+=.@!A-Za-z0-9]{1,512}$/;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SUFFIX = 6;

/** AWS's own secrets have names of the form `service!name`: the mark is reserved, so customers cannot make such names. */
export const isReservedName = (name: string): boolean => name.includes('!');

/** Whether a name has only the characters that AWS allows; the reserved `!` among them. */
export const isSecretName = (name: string): boolean => NAME.test(name);

/** Reads a `SecretId`, as a caller in `scope` means it. An ARN's name may still have its six letters. */
export function readSecretId(text: string, scope: ArnScope): SecretId {
  if (!text.startsWith('arn:')) return isSecretName(text) ? { kind: 'name', name: text } : { kind: 'malformed' };
  const [, partition, region, account, name = ''] = ARN.exec(text) ?? [];
  if (!isSecretName(name)) return { kind: 'malformed' };
  if (account !== scope.account) return { kind: 'other-account' };
  if (partition !== scope.partition || region !== scope.region) return { kind: 'other-place' };
  return { kind: 'arn', arn: text, name };
}

/** An ARN without the random letters: what AWS calls a partial ARN. */
export const partialArn = (scope: ArnScope, name: string): string =>
  `arn:${scope.partition}:secretsmanager:${scope.region}:${scope.account}:secret:${name}`;

/**
 * The ARN of a new secret. The letters keep who was allowed a deleted secret from reading a later one of the same name.
 * Letters alone, so that the ARN of a managed secret never has an underscore, at which the Terraform provider splits.
 */
export function newSecretArn(scope: ArnScope, name: string, random: Random): string {
  let letters = '';
  while (letters.length < SUFFIX) letters += LETTERS.charAt(random.below(LETTERS.length));
  return `${partialArn(scope, name)}-${letters}`;
}
