import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A question that was asked: what of, by whom, where. */
export interface Ec2Question {
  readonly action: string;
  readonly parameters: URLSearchParams;
  readonly accessKeyId: string;
  readonly region: string;
}

/** An EC2 that says what a test tells it to, and notes what it is asked. */
export interface FakeEc2 {
  readonly url: string;
  readonly asked: Ec2Question[];
  readonly stop: () => Promise<void>;
}

/** What to answer: a status and a body. */
export type Ec2Answer = (
  question: Ec2Question,
) => readonly [status: number, xml: string] | Promise<readonly [number, string]>;

export async function startFakeEc2(answer: Ec2Answer): Promise<FakeEc2> {
  const asked: Ec2Question[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const parameters = new URLSearchParams(body);
      const [, accessKeyId = '', , region = ''] =
        /Credential=([^/]+)\/(\d{8})\/([^/]+)\/ec2\/aws4_request,/.exec(request.headers.authorization ?? '') ?? [];
      const question = { action: parameters.get('Action') ?? '', parameters, accessKeyId, region };
      asked.push(question);
      void Promise.resolve(answer(question)).then(([status, xml]) => {
        response.writeHead(status, { 'content-type': 'text/xml' });
        response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const notFound = (code: string): readonly [number, string] => [
  400,
  `<Response><Errors><Error><Code>${code}</Code><Message>not &amp; found</Message></Error></Errors><RequestID>1</RequestID></Response>`,
];
