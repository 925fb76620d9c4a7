// Whole signed requests (SigV4) as one buffer each, so that the load generator spends as little as it can.
import { createHash, createHmac } from 'node:crypto';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const REGION = 'us-east-1';
const SIGNED_HEADERS = 'content-type;host;x-amz-date;x-amz-target';
const CONTENT_TYPE = 'application/x-amz-json-1.1';

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, data) => createHmac('sha256', key).update(data).digest();

let keyDay = '';
let key;
function signingKey(day) {
  if (day !== keyDay) {
    key = `AWS4${CREDENTIALS.secretAccessKey}`;
    for (const part of [day, REGION, 'directconnect', 'aws4_request']) key = hmac(key, part);
    keyDay = day;
  }
  return key;
}

/** A signed Direct Connect request to `host` (name and port), header and body. */
export function signedRequest(host, operation, input) {
  const body = JSON.stringify(input);
  const target = `OvertureService.${operation}`;
  const now = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${now.slice(0, 8)}/${REGION}/directconnect/aws4_request`;
  const canonical =
    `POST\n/\n\ncontent-type:${CONTENT_TYPE}\nhost:${host}\nx-amz-date:${now}\nx-amz-target:${target}\n\n` +
    `${SIGNED_HEADERS}\n${sha256(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${now}\n${scope}\n${sha256(canonical)}`;
  const signature = createHmac('sha256', signingKey(now.slice(0, 8)))
    .update(toSign)
    .digest('hex');
  return Buffer.from(
    `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${CONTENT_TYPE}\r\nX-Amz-Target: ${target}\r\n` +
      `X-Amz-Date: ${now}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/${scope}, ` +
      `SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}\r\n` +
      `User-Agent: ferrule-bench\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
