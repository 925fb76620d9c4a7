import { partitionOf } from '../awsjson/caller.ts';
import { decodeHex, encodeHex } from '../bytes/hex.ts';
import { Confidential } from '../crypto/confidential.ts';
import type { Cak } from '../crypto/confidential.ts';
import { KEY_DIGITS } from '../directconnect/model/mac-sec-key.ts';
import type { KeyPair } from '../directconnect/model/mac-sec-key.ts';
import type { ManagedSecret, SecretReading, Secrets } from '../directconnect/ports.ts';
import type { Place } from '../directconnect/stores.ts';
import type { Work } from '../secretsmanager/call.ts';
import {
  createManagedSecret,
  findManagedSecret,
  readSecret,
  replaceManagedValue,
} from '../secretsmanager/managed-secrets.ts';
import { revealText, stringValue } from '../secretsmanager/model/secret-value.ts';
import type { SecretValue } from '../secretsmanager/model/secret-value.ts';

const SERVICE = 'directconnect';

/** Direct Connect's secrets, kept in the embedded Secrets Manager within the same unit of work. */
export class DirectConnectSecrets implements Secrets {
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  async findManaged(place: Place, ckn: string): Promise<ManagedSecret | undefined> {
    const secret = await findManagedSecret(place, managedName(place, ckn), this.#work);
    if (!secret) return undefined;
    const pair = decodePair(secret.value);
    if (!pair) throw new Error(`the managed secret ${secret.arn} holds no CKN and CAK`);
    return { arn: secret.arn, deletionScheduled: secret.deletionScheduled, cak: pair.cak };
  }

  createManaged(place: Place, ckn: string, pair: KeyPair): Promise<string> {
    const scope = { account: place.account, region: place.region, partition: partitionOf(place.region) };
    return createManagedSecret(
      scope,
      { service: SERVICE, name: managedName(place, ckn) },
      encodePair(pair),
      this.#work,
    );
  }

  replaceManaged(arn: string, pair: KeyPair): Promise<void> {
    return replaceManagedValue(arn, encodePair(pair), this.#work);
  }

  async read(place: Place, arn: string): Promise<SecretReading> {
    const reading = await readSecret(place, arn, this.#work);
    if (reading.outcome === 'empty') return { outcome: 'unusable' };
    if (reading.outcome !== 'value') return { outcome: reading.outcome };
    const pair = decodePair(reading.value);
    return pair ? { outcome: 'pair', pair, managed: reading.owningService === SERVICE } : { outcome: 'unusable' };
  }
}

/** AWS's name for the secret of a CKN; `!` keeps it out of customers' reach. */
const managedName = (place: Place, ckn: string): string =>
  `directconnect!prod/${place.region}/directconnect/${ckn.toLowerCase()}`;

/** What is in the secret. AWS does not document it: modelled. */
const encodePair = (pair: KeyPair): SecretValue =>
  stringValue(JSON.stringify({ ckn: pair.ckn, cak: encodeHex(pair.cak.reveal()) }));

/** The pair in a secret, whose members may be named in either case; undefined if it holds none. */
function decodePair(value: SecretValue): KeyPair | undefined {
  if (value.form !== 'string') return undefined;
  let content: unknown;
  try {
    content = JSON.parse(revealText(value));
  } catch {
    return undefined;
  }
  if (typeof content !== 'object' || content === null) return undefined;
  const members = content as Readonly<Record<string, unknown>>;
  const ckn = members['ckn'] ?? members['CKN'];
  const cak = decodeCak(members['cak'] ?? members['CAK']);
  return isKeyDigits(ckn) && cak ? { ckn, cak } : undefined;
}

function decodeCak(digits: unknown): Cak | undefined {
  const octets = isKeyDigits(digits) ? decodeHex(digits) : undefined;
  return octets && new Confidential('CAK', octets);
}

const isKeyDigits = (text: unknown): text is string =>
  typeof text === 'string' && text.length === KEY_DIGITS && decodeHex(text) !== undefined;
