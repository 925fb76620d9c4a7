import { incomplete, invalid, UNRECOGNIZED } from './fault.ts';
import type { SignatureFault } from './fault.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** A SigV4 authorization as a request states it: well-formed, and not yet believed. */
export interface Authorization {
  readonly form: 'header' | 'query';
  /** `keyid/date/region/service/terminator`, whole: it names a signing key. */
  readonly credential: string;
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** As sent: the canonical request repeats it to the letter. */
  readonly signedHeaders: string;
  readonly signature: string;
  /** When the request was signed, as sent; undefined where an Authorization header comes without any date. */
  readonly timestamp: string | undefined;
  readonly sessionToken: string | undefined;
  /** Presigned: the seconds it is good for, as sent. */
  readonly expires: string | undefined;
}

/** What both forms have in common, once every part is known to be there. */
export interface AuthorizationParts extends Pick<
  Authorization,
  'form' | 'credential' | 'signedHeaders' | 'signature' | 'timestamp' | 'sessionToken' | 'expires'
> {
  readonly algorithm: string;
}

/** Judges the algorithm and takes the credential apart. */
export function toAuthorization(parts: AuthorizationParts): Authorization | SignatureFault {
  const { algorithm, form, credential, signedHeaders, signature, timestamp, sessionToken, expires } = parts;
  if (algorithm !== ALGORITHM) return unsupported(algorithm);
  const elements = credential.split('/');
  const accessKeyId = elements[0];
  const date = elements[1];
  const region = elements[2] ?? '';
  const service = elements[3];
  const terminator = elements[4];
  if (!accessKeyId || !date || !service || !terminator || elements.length > 5) {
    // AWS repeats the credential here. People paste their secret into it, so we do not.
    return incomplete('Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.');
  }
  if (!/^[\x21-\x7e]{1,128}$/.test(accessKeyId)) return UNRECOGNIZED;
  // Whatever passes here becomes part of ARNs and of keys in the store, also where signatures are not checked.
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(region)) return invalid('Credential should be scoped to a valid region.');
  // Spelt out: on the way of every request, spreading and destructuring cost more than all the checks together.
  return {
    form,
    credential,
    accessKeyId,
    date,
    region,
    service,
    terminator,
    signedHeaders,
    signature,
    timestamp,
    sessionToken,
    expires,
  };
}

function unsupported(algorithm: string): SignatureFault {
  const named = /^AWS4-[A-Z0-9-]{1,40}$/.test(algorithm) ? `: '${algorithm}'` : '';
  return incomplete(`Unsupported AWS 'algorithm'${named} (only ${ALGORITHM} for now).`);
}
