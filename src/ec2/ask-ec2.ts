import { readXml, child, textOf } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';
import { EC2_VERSION } from './handle-ec2.ts';

/** Where EC2 answers, and as whom it is asked. */
export interface Ec2Asker {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly region: string;
  /** Now, in milliseconds since the Unix epoch. */
  readonly now: number;
}

/** How long an answer may take, in milliseconds. */
const PATIENCE = 10_000;

/** What EC2 answers to an action; undefined if what is asked for is not found. @throws Error if it gives no such answer */
export async function askEc2(
  asker: Ec2Asker,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<XmlElement | undefined> {
  const what = `EC2 at ${asker.endpoint}, asked for ${action},`;
  const response = await fetch(asker.endpoint, {
    method: 'POST',
    headers: headersOf(asker),
    body: new URLSearchParams({ Action: action, Version: EC2_VERSION, ...parameters }).toString(),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((fault: unknown) => {
    throw new Error(`${what} could not be reached`, { cause: fault });
  });
  const document = readXml(await response.text());
  if (response.ok && document?.name === `${action}Response`) return document;
  const error = child(child(document, 'Errors'), 'Error');
  const code = textOf(error, 'Code');
  if (code?.endsWith('.NotFound')) return undefined;
  throw new Error(`${what} answered ${response.status} ${code ?? ''} ${textOf(error, 'Message') ?? ''}`.trimEnd());
}

/**
 * What is in the place of a signature: Ferrule has no secret key to sign with. Emulators of EC2 read the account and the
 * Region off it, and verify nothing.
 */
function headersOf({ accessKeyId, region, now }: Ec2Asker): Record<string, string> {
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${accessKeyId}/${date.slice(0, 8)}/${region}/ec2/aws4_request`;
  return {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
}
