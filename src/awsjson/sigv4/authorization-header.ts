import { hash } from 'node:crypto';
import type { WireRequest } from '../request.ts';
import { toAuthorization } from './authorization-value.ts';
import type { Authorization } from './authorization-value.ts';
import { incomplete } from './fault.ts';
import type { SignatureFault } from './fault.ts';

const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'] as const;
type Parameter = (typeof PARAMETERS)[number];
type Given = Record<Parameter, string | undefined>;

/** Parses a non-empty `Authorization` header: `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
export function parseAuthorizationHeader(
  header: string,
  headers: WireRequest['headers'],
): Authorization | SignatureFault {
  const pieces = header.split(/[\s,]+/);
  const algorithm = pieces[0] ?? '';
  if (algorithm.includes('=')) {
    return incomplete('Authorization header must begin with the algorithm name, which cannot include an equal-sign.');
  }
  const given: Given = { Credential: undefined, Signature: undefined, SignedHeaders: undefined };
  for (let at = 1; at < pieces.length; at += 1) {
    const pair = pieces[at] ?? '';
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) return notAPair(pair);
    const name = pair.slice(0, equals);
    if (!isParameter(name)) continue;
    // Two Authorization headers arrive as one: whichever is meant, it is not for us to choose.
    if (given[name] !== undefined) return incomplete(`Authorization header has more than one '${name}' parameter.`);
    given[name] = pair.slice(equals + 1);
  }
  const timestamp = headers['x-amz-date'] ?? headers['date'];
  const { Credential: credential, Signature: signature, SignedHeaders: signedHeaders } = given;
  if (!credential || !signature || !signedHeaders) return missingParts(given, timestamp, header);
  return toAuthorization({
    form: 'header',
    algorithm,
    credential,
    signedHeaders,
    signature,
    timestamp,
    sessionToken: headers['x-amz-security-token'],
    expires: undefined,
  });
}

/** AWS's text for a header without a date, which is also what a half-broken one ends with. */
export function missingDate(header: string): SignatureFault {
  return incomplete(withDigest([DATE_REQUIRED], header));
}

const DATE_REQUIRED = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

const notAPair = (pair: string): SignatureFault =>
  incomplete(
    'Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with ' +
      `Base64): '${digest(pair)}'.`,
  );

function missingParts(given: Given, timestamp: string | undefined, header: string): SignatureFault {
  const lacking = PARAMETERS.filter((name) => !given[name]);
  const sentences = lacking.map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === undefined) sentences.push(DATE_REQUIRED);
  return incomplete(withDigest(sentences, header));
}

const isParameter = (name: string): name is Parameter =>
  name === 'Credential' || name === 'SignedHeaders' || name === 'Signature';

// AWS used to repeat the header and now gives its digest: it may be somebody's bearer token.
const withDigest = (sentences: readonly string[], header: string): string =>
  `${sentences.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${digest(header)}`;

const digest = (text: string): string => hash('sha256', text, 'base64');
