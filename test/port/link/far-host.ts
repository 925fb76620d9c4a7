import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { enterNamespace, ip } from './namespaces.ts';

/** What a far host is asked to do; one thing at a time. */
export type FarHostRequest =
  | { readonly ip: readonly string[] }
  /** Serves TCP: takes what comes until its end, and answers with the digest of it. */
  | { readonly serve: { readonly host: string; readonly port: number } }
  /** Sends octets by TCP, and answers with their digest and the server's. */
  | { readonly transfer: { readonly host: string; readonly port: number; readonly octets: number } };

export interface FarHostAnswer {
  readonly sent?: string;
  readonly answered?: string;
  /** From the first octet on until the server has answered. */
  readonly milliseconds?: number;
}

export async function serve(host: string, port: number): Promise<void> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const hash = createHash('sha256');
    socket.on('data', (octets) => hash.update(octets));
    socket.on('end', () => socket.end(hash.digest('hex')));
  });
  server.listen(port, host);
  await once(server, 'listening');
  server.unref();
}

export async function transfer(host: string, port: number, octets: number): Promise<Required<FarHostAnswer>> {
  const content = new Uint8Array(octets).map((_, at) => (at * 2_654_435_761) >>> 13);
  const begun = performance.now();
  const socket = connect({ host, port });
  socket.end(content);
  let answered = '';
  socket.setEncoding('utf8').on('data', (text) => (answered += String(text)));
  await once(socket, 'close');
  const milliseconds = performance.now() - begun;
  return { sent: createHash('sha256').update(content).digest('hex'), answered, milliseconds };
}

async function answer(request: FarHostRequest): Promise<FarHostAnswer> {
  if ('ip' in request) {
    ip(...request.ip);
    return {};
  }
  if ('serve' in request) {
    await serve(request.serve.host, request.serve.port);
    return {};
  }
  return transfer(request.transfer.host, request.transfer.port, request.transfer.octets);
}

// Run as a process of its own, which ends with its parent.
if (process.send !== undefined && process.argv[1] === import.meta.filename) {
  await enterNamespace();
  process.on('message', (request) => {
    void answer(request as FarHostRequest).then((answered) => process.send?.(answered));
  });
  process.send({});
}
