import { invalidParameter, invalidRequest } from './errors.ts';
import { constraintFailed } from './limits.ts';
import { binaryValue, SECRET_VALUE_OCTETS, stringValue } from './model/secret-value.ts';
import type { SecretValue } from './model/secret-value.ts';

interface GivenValue {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** The value that a request brings, if any. An empty one is none, as on AWS. */
export function givenValue(input: GivenValue): SecretValue | undefined {
  const { SecretString: text = '', SecretBinary: octets = new Uint8Array() } = input;
  if (text !== '' && octets.length > 0) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (text !== '') return withinLimit(stringValue(text), 'secretString');
  return octets.length > 0 ? withinLimit(binaryValue(octets), 'secretBinary') : undefined;
}

function withinLimit(value: SecretValue, member: string): SecretValue {
  if (value.octets.length <= SECRET_VALUE_OCTETS) return value;
  throw constraintFailed(member, undefined, `Member must have length less than or equal to ${SECRET_VALUE_OCTETS}`);
}

/** The token that becomes the id of a new version. SDKs make one up; without one a repeated request could not be told. */
export function requiredToken(token: string | undefined): string {
  if (token === undefined)
    throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  return token;
}
