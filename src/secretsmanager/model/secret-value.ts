import { Confidential } from '../../crypto/confidential.ts';

/** A secret's value. Which member of the answer it goes into is how it came: as text or as octets. */
export interface SecretValue {
  readonly form: 'string' | 'binary';
  readonly octets: Confidential<'secret value'>;
}

/** AWS: the most octets that a value can have, in either form. */
export const SECRET_VALUE_OCTETS = 65_536;

export const stringValue = (text: string): SecretValue => ({
  form: 'string',
  octets: new Confidential('secret value', new TextEncoder().encode(text)),
});

export const binaryValue = (octets: Uint8Array): SecretValue => ({
  form: 'binary',
  octets: new Confidential('secret value', octets),
});

/** Whether a repeated request brings the value that is already there. */
export const sameValue = (a: SecretValue, b: SecretValue): boolean => a.form === b.form && a.octets.equals(b.octets);

/**
 * The text of a string value, revealed: for the answer on the wire, and for the service whose secret it is. A byte order
 * mark is part of it.
 */
export const revealText = (value: SecretValue): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(value.octets.reveal());
