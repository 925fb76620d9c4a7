import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { hash } from 'node:crypto';
import { AwsError } from '../../src/contract/aws-error.ts';
import { createAuthenticate } from '../../src/awsjson/create-authenticate.ts';
import type { Caller } from '../../src/awsjson/caller.ts';
import type { Credential } from '../../src/awsjson/credentials.ts';
import type { WireRequest } from '../../src/awsjson/request.ts';
import { Confidential } from '../../src/crypto/confidential.ts';

// Requests signed by AWS's own library, and what the authenticator makes of them.

export const NOW = Date.UTC(2026, 2, 14, 9, 26, 53);
export const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
export const TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJ+/=';
export const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
export const TEMPORARY_ID = 'ASIAIOSFODNN7EXAMPLE';

const secretValue = (text: string): Confidential<'secret value'> => new Confidential('secret value', Buffer.from(text));

export const CREDENTIALS: ReadonlyMap<string, Credential> = new Map([
  [KEY_ID, { accessKeyId: KEY_ID, secretAccessKey: secretValue(SECRET), account: '111122223333' }],
  [
    TEMPORARY_ID,
    {
      accessKeyId: TEMPORARY_ID,
      secretAccessKey: secretValue(SECRET),
      sessionToken: secretValue(TOKEN),
      account: '444455556666',
    },
  ],
]);

export interface ToSign {
  readonly method?: string;
  /** As it goes on the wire. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly service?: string;
  readonly region?: string;
  readonly temporary?: boolean;
  readonly at?: number;
  /** Presigned, for so many seconds. */
  readonly expiresIn?: number;
  /** How a query component is written; what it stands for is signed. */
  readonly encode?: (text: string) => string;
}

export const JSON_HEADERS = {
  host: 'directconnect.us-east-1.amazonaws.com',
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'OvertureService.DescribeConnections',
};

/** The request, signed, as it arrives. */
export async function signed(toSign: ToSign): Promise<WireRequest> {
  const { method = 'POST', path = '/', query = {}, headers = JSON_HEADERS, body = '{}', at = NOW } = toSign;
  const signer = new SignatureV4({
    service: toSign.service ?? 'directconnect',
    region: toSign.region ?? 'us-east-1',
    credentials: {
      accessKeyId: toSign.temporary ? TEMPORARY_ID : KEY_ID,
      secretAccessKey: SECRET,
      ...(toSign.temporary ? { sessionToken: TOKEN } : {}),
    },
    sha256: Sha256,
    applyChecksum: false,
  });
  const message = {
    method,
    protocol: 'https:',
    hostname: 'h',
    path,
    query: { ...query },
    headers: { ...headers },
    body,
  };
  const signingDate = new Date(at);
  const done =
    toSign.expiresIn === undefined
      ? await signer.sign(message, { signingDate })
      : await signer.presign(message, {
          signingDate,
          expiresIn: toSign.expiresIn,
          unhoistableHeaders: new Set(Object.keys(headers)),
        });
  const encode = toSign.encode ?? encodeURIComponent;
  const pieces = Object.entries(done.query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one) => `${encode(name)}=${encode(one)}`),
  );
  return {
    method,
    url: path + (pieces.length > 0 ? `?${pieces.join('&')}` : ''),
    headers: Object.fromEntries(Object.entries(done.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}

/** A Direct Connect request at NOW whose canonical form is written out here; the library only makes the signature. */
export async function signedByHand(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Promise<WireRequest> {
  const signer = new SignatureV4({
    service: 'directconnect',
    region: 'us-east-1',
    credentials: { accessKeyId: KEY_ID, secretAccessKey: SECRET },
    sha256: Sha256,
  });
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const canonical = `POST\n/\n\n${lines}\n${names.join(';')}\n${hash('sha256', '{}', 'hex')}`;
  const scope = '20260314/us-east-1/directconnect/aws4_request';
  const toSign = `AWS4-HMAC-SHA256\n20260314T092653Z\n${scope}\n${hash('sha256', canonical, 'hex')}`;
  const signature = await signer.sign(toSign, { signingDate: new Date(NOW) });
  const authorization = `AWS4-HMAC-SHA256 Credential=${KEY_ID}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { method: 'POST', url: '/', headers: { ...headers, authorization }, body: Buffer.from('{}') };
}

export type Outcome = Caller | AwsError;

/** What `--auth verify` says at a time. Anything thrown that is no AwsError fails the test. */
export function verifyAt(now: number): (request: WireRequest) => Outcome {
  return outcomeOf(
    createAuthenticate({ mode: 'verify', credentials: CREDENTIALS, defaultRegion: 'us-east-1', now: () => now }),
  );
}

export function outcomeOf(authenticate: (request: WireRequest) => Caller): (request: WireRequest) => Outcome {
  return (request) => {
    try {
      return authenticate(request);
    } catch (thrown) {
      if (thrown instanceof AwsError) return thrown;
      throw thrown;
    }
  };
}

/** `ok`, or the code of the refusal. */
export const codeOf = (outcome: Outcome): string => (outcome instanceof AwsError ? outcome.code : 'ok');

/** The message of the refusal, empty if there is none. */
export const messageOf = (outcome: Outcome): string => (outcome instanceof AwsError ? outcome.message : '');

/** The signature that a request carries, in either form. */
export const signatureOf = (request: WireRequest): string =>
  /Signature=([0-9a-f]{64})/.exec(`${request.headers['authorization'] ?? ''} ${request.url}`)?.[1] ?? '';
