import { hash } from 'node:crypto';
import type { WireRequest } from '../request.ts';
import { toAuthorization } from './authorization-value.ts';
import type { Authorization } from './authorization-value.ts';
import { incomplete } from './fault.ts';
import type { SignatureFault } from './fault.ts';

const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Parses a non-empty `Authorization` header: `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
export function parseAuthorizationHeader(
  header: string,
  headers: WireRequest['headers'],
): Authorization | SignatureFault {
  const [algorithm = '', ...pairs] = header.split(/[\s,]+/);
  if (algorithm.includes('=')) {
    return incomplete('Authorization header must begin with the algorithm name, which cannot include an equal-sign.');
  }
  const given: Partial<Record<Parameter, string>> = {};
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) {
      return incomplete(
        'Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with ' +
          `Base64): '${digest(pair)}'.`,
      );
    }
    const name = parameterOf(pair.slice(0, equals));
    if (name === undefined) continue;
    // Two Authorization headers arrive as one: whichever is meant, it is not for us to choose.
    if (given[name] !== undefined) return incomplete(`Authorization header has more than one '${name}' parameter.`);
    given[name] = pair.slice(equals + 1);
  }
  const timestamp = headers['x-amz-date'] ?? headers['date'];
  const { Credential: credential, Signature: signature, SignedHeaders: signedHeaders } = given;
  if (!credential || !signature || !signedHeaders) return missingParts(given, timestamp, header);
  const sessionToken = headers['x-amz-security-token'];
  const parts = { form: 'header', credential, signature, signedHeaders, timestamp, sessionToken } as const;
  return toAuthorization({ ...parts, algorithm, expires: undefined });
}

/** AWS's text for a header without a date, which is also what a half-broken one ends with. */
export function missingDate(header: string): SignatureFault {
  return incomplete(withDigest([DATE_REQUIRED], header));
}

const DATE_REQUIRED = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

function missingParts(
  given: Partial<Record<Parameter, string>>,
  timestamp: string | undefined,
  header: string,
): SignatureFault {
  const lacking = PARAMETERS.filter((name) => !given[name]);
  const sentences = lacking.map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === undefined) sentences.push(DATE_REQUIRED);
  return incomplete(withDigest(sentences, header));
}

const parameterOf = (name: string): Parameter | undefined => PARAMETERS.find((parameter) => parameter === name);

// AWS used to repeat the header and now gives its digest: it may be somebody's bearer token.
const withDigest = (sentences: readonly string[], header: string): string =>
  `${sentences.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${digest(header)}`;

const digest = (text: string): string => hash('sha256', text, 'base64');
