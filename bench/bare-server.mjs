// `node bench/bare-server.mjs PORT`: the least that node:http can do and still satisfy the generator. It checks nothing,
// stores nothing and never writes to a disk: how far a server is from it is what checking, keeping and durability cost.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const connections = new Map();
const PAGE = 100;

const operations = {
  CreateConnection({ connectionName, location, bandwidth }) {
    const connectionId = `dxcon-${randomBytes(4).toString('hex')}`;
    const made = {
      ownerAccount: '000000000000', connectionId, connectionName, connectionState: 'available', region: 'us-east-1',
      location, bandwidth, awsDevice: 'bare', jumboFrameCapable: true, awsDeviceV2: 'bare', awsLogicalDeviceId: 'bare',
      hasLogicalRedundancy: 'unknown', tags: [], macSecCapable: true, portEncryptionStatus: 'Encryption Down',
      encryptionMode: 'should_encrypt', macSecKeys: [],
    }; // prettier-ignore
    connections.set(connectionId, made);
    return made;
  },
  DescribeConnections({ connectionId, nextToken, maxResults = PAGE }) {
    if (connectionId) return { connections: [connections.get(connectionId)] };
    const from = Number(nextToken ?? 0);
    const page = [...connections.values()].slice(from, from + maxResults);
    return {
      connections: page,
      nextToken: from + maxResults < connections.size ? String(from + maxResults) : undefined,
    };
  },
  AssociateMacSecKey({ connectionId, ckn }) {
    const { macSecKeys } = connections.get(connectionId);
    const secretARN = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${randomBytes(8).toString('hex')}`;
    macSecKeys.push({ secretARN, ckn, state: 'associated', startOn: new Date().toISOString() });
    return { connectionId, macSecKeys };
  },
  DisassociateMacSecKey({ connectionId, secretARN }) {
    const { macSecKeys } = connections.get(connectionId);
    const at = macSecKeys.findIndex((key) => key.secretARN === secretARN);
    return { connectionId, macSecKeys: macSecKeys.splice(at, 1) };
  },
};

createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const operation = operations[request.headers['x-amz-target'].split('.')[1]];
    const text = JSON.stringify(operation(JSON.parse(Buffer.concat(parts).toString())));
    response.writeHead(200, {
      'Content-Type': 'application/x-amz-json-1.1',
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
