import { AwsError } from '../../contract/aws-error.ts';

/** What is wrong with a request's credentials, as AWS tells the cases apart. */
export type SignatureFaultName = 'missing' | 'incomplete' | 'invalid' | 'unrecognized' | 'malformed';

/** Why a request is refused. The message goes on the wire: it never holds a secret, a key or a computed signature. */
export interface SignatureFault {
  readonly fault: SignatureFaultName;
  readonly message: string;
}

export const incomplete = (message: string): SignatureFault => ({ fault: 'incomplete', message });
export const invalid = (message: string): SignatureFault => ({ fault: 'invalid', message });
export const malformed = (message: string): SignatureFault => ({ fault: 'malformed', message });

export const MISSING: SignatureFault = { fault: 'missing', message: 'Missing Authentication Token' };

// An unknown key and a wrong session token read the same on AWS, which gives nothing away about either.
export const UNRECOGNIZED: SignatureFault = {
  fault: 'unrecognized',
  message: 'The security token included in the request is invalid.',
};

// AWS goes on to print the canonical request, in which a session token may stand: here the text ends.
export const MISMATCH: SignatureFault = invalid(
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
    'and signing method. Consult the service documentation for details.',
);

const ERRORS: Readonly<Record<SignatureFaultName, readonly [code: string, status: number]>> = {
  missing: ['MissingAuthenticationTokenException', 403],
  incomplete: ['IncompleteSignature', 403],
  invalid: ['InvalidSignatureException', 403],
  unrecognized: ['UnrecognizedClientException', 403],
  malformed: ['MalformedHttpRequestException', 400],
};

/** A fault as the error of AWS JSON services; `toQueryError` makes it one of the query protocol. */
export function errorOf({ fault, message }: SignatureFault): AwsError {
  const [code, status] = ERRORS[fault];
  return new AwsError(code, status, message);
}
