import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { KeyedPort } from './keyed-port.ts';

/** A secret that Direct Connect keeps for a key. */
export interface KeySecret {
  readonly arn: string;
  readonly name: string;
  readonly isGoing: boolean;
}

/** Something that whoever answers for the links should know. */
export interface Finding {
  /** `problem`: traffic is, or will be, unprotected or cut. `note`: it may be meant. */
  readonly severity: 'problem' | 'note';
  /** A connection, interconnect, LAG or secret. */
  readonly about: string;
  readonly text: string;
}

export interface Audit {
  readonly ports: readonly (KeyedPort & { readonly oldestKeyDays: number | undefined })[];
  readonly secrets: readonly KeySecret[];
  readonly findings: readonly Finding[];
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * What is to be said of the MACsec of an account in a Region.
 * @param maxAge of a key, in days; undefined: it may be of any age
 * @param now milliseconds since the Unix epoch
 */
export function audit(
  ports: readonly KeyedPort[],
  secrets: readonly KeySecret[],
  maxAge: number | undefined,
  now: number,
): Audit {
  // A member's keys are its LAG's.
  const owners = ports.filter((port) => port.lagId === undefined && !port.isHosted);
  const used = new Set(owners.flatMap((port) => port.keys.map((key) => key.secretArn)));
  return {
    ports: owners.map((port) => ({ ...port, oldestKeyDays: oldest(port, now) })),
    secrets,
    findings: [
      ...owners.flatMap((port) => portFindings(port, maxAge, now)),
      ...secrets.flatMap((secret) => secretFindings(secret, used.has(secret.arn))),
    ],
  };
}

/** The secrets that Direct Connect keeps in the account and Region. */
export async function readKeySecrets(api: Pick<SecretsManager, 'listSecrets'>): Promise<readonly KeySecret[]> {
  const secrets: KeySecret[] = [];
  for (let token: string | undefined; ;) {
    const page = await api.listSecrets({
      Filters: [{ Key: 'owning-service', Values: ['directconnect'] }],
      IncludePlannedDeletion: true,
      NextToken: token,
    });
    for (const { ARN, Name, DeletedDate } of page.SecretList ?? [])
      secrets.push({ arn: ARN ?? '', name: Name ?? '', isGoing: DeletedDate !== undefined });
    token = page.NextToken;
    if (token === undefined) return secrets;
  }
}

function portFindings(port: KeyedPort, maxAge: number | undefined, now: number): readonly Finding[] {
  const { id, mode, keys, links, macSecCapable } = port;
  const problem = (text: string): Finding => ({ severity: 'problem', about: id, text });
  const note = (text: string): Finding => ({ severity: 'note', about: id, text });
  if (!macSecCapable) return [note('is not MACsec capable: its traffic is not encrypted on the port')];
  if (mode === 'no_encrypt') return [problem(`is no_encrypt${keys.length > 0 ? ', whatever keys it has' : ''}`)];
  if (keys.length === 0)
    return [
      problem(
        mode === 'must_encrypt' ? 'must encrypt and has no key: nothing passes' : 'has no key: nothing is encrypted',
      ),
    ];
  const down = links.filter((link) => !link.isEncrypted).map((link) => link.id);
  const age = oldest(port, now);
  return [
    ...(down.length > 0 ? [problem(`has a key, and ${down.join(' and ')} does not encrypt`)] : []),
    ...(mode === 'should_encrypt'
      ? [note('should encrypt: when the key agreement fails, traffic goes on unprotected')]
      : []),
    ...(keys.length > 1 ? [note(`has ${keys.length} keys: a rotation that is not finished, or a spare`)] : []),
    ...(maxAge !== undefined && age !== undefined && age > maxAge
      ? [problem(`has a key of ${age} days, which is more than ${maxAge}`)]
      : []),
  ];
}

function secretFindings({ arn, isGoing }: KeySecret, isUsed: boolean): readonly Finding[] {
  if (isUsed && isGoing)
    return [
      {
        severity: 'problem',
        about: arn,
        text: 'is to be deleted, and a key is made of it: after 30 days the key goes',
      },
    ];
  if (isUsed || isGoing) return [];
  return [{ severity: 'note', about: arn, text: 'is on no connection here: it was left behind, or is kept for later' }];
}

/** The age of a port's oldest key in whole days; undefined without one, or if its `startOn` is of a form that is not known. */
function oldest({ keys }: KeyedPort, now: number): number | undefined {
  const ages = keys
    .map((key) => Math.floor((now - Date.parse(key.startOn)) / DAY))
    .filter((days) => !Number.isNaN(days));
  return ages.length === 0 ? undefined : Math.max(...ages);
}
