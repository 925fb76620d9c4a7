import type { TestFerrule } from './ferrule.ts';

/** What came back: the answer, or the error's code and message. */
export interface RawAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Calls Direct Connect without the SDK, for what the SDK does not know yet. */
export async function ask(
  ferrule: TestFerrule,
  operation: string,
  input: object,
  account = '000000000000',
  region = 'us-east-1',
): Promise<RawAnswer> {
  const response = await fetch(ferrule.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `OvertureService.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/directconnect/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as RawAnswer['body'] };
}
