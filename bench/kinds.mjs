// `npm run bench:growth [-- --sizes 10,1000,100000]`: what a request costs as the store grows, for each kind of resource.
// The cost has to grow with what is asked for (one, or a page of 100), never with what is stored.
import { parseArgs } from 'node:util';
import { growTo, measureCalls, orderConnection } from './load.mjs';
import { note } from './note.mjs';
import { residentMiB } from './process.mjs';
import { startServer } from './servers.mjs';

const CLIENTS = 8;
const SECONDS = 2;
const LOCATION = 'EqDC2';
/** AWS's default quota of private and public virtual interfaces on a connection. */
const PER_CONNECTION = 50;

/** How a client makes one of a kind, and how one and a page of them are asked for. */
const KINDS = {
  connections: {
    maker: () => orderConnection,
    byId: (id) => ['DescribeConnections', { connectionId: id }],
    page: ['DescribeConnections', { maxResults: 100 }],
  },
  lags: {
    maker: () => async (wire, number) => {
      const lag = {
        location: LOCATION,
        connectionsBandwidth: '10Gbps',
        numberOfConnections: 1,
        lagName: `bench ${number}`,
      };
      return (await wire.call('CreateLag', lag)).output.lagId;
    },
    byId: (id) => ['DescribeLags', { lagId: id }],
    page: ['DescribeLags', { maxResults: 100 }],
  },
  'virtual interfaces': {
    // Each client fills connections of its own.
    maker: () => {
      let connectionId;
      let vlan = PER_CONNECTION;
      return async (wire, number) => {
        if (vlan === PER_CONNECTION) {
          connectionId = await orderConnection(wire, number);
          vlan = 0;
        }
        vlan += 1;
        const { output } = await wire.call('CreatePrivateVirtualInterface', {
          connectionId,
          newPrivateVirtualInterface: {
            virtualInterfaceName: `bench-${number}`,
            vlan,
            asn: 65000,
            virtualGatewayId: 'vgw-0123456789abcdef0',
          },
        });
        return output.virtualInterfaceId;
      };
    },
    byId: (id) => ['DescribeVirtualInterfaces', { virtualInterfaceId: id }],
    page: ['DescribeVirtualInterfaces', { maxResults: 100 }],
  },
  gateways: {
    maker: () => async (wire, number) => {
      const gateway = { directConnectGatewayName: `bench-${number}`, amazonSideAsn: 64512 };
      const { output } = await wire.call('CreateDirectConnectGateway', gateway);
      return output.directConnectGateway.directConnectGatewayId;
    },
    byId: (id) => ['DescribeDirectConnectGateways', { directConnectGatewayId: id }],
    page: ['DescribeDirectConnectGateways', { maxResults: 100 }],
  },
};

const figure = (value, digits) => value.toFixed(digits);

async function rowsOf(name, kind, sizes) {
  const server = await startServer('ferrule');
  try {
    const ids = [];
    const rows = [];
    for (const size of sizes) {
      await growTo(server, ids, size, kind.maker);
      const one = await measureCalls(server, CLIENTS, SECONDS, (turn) => kind.byId(ids[(turn * 7919) % ids.length]));
      const page = await measureCalls(server, CLIENTS, SECONDS, () => kind.page);
      note(`${size} ${name}: by id ${figure(one.p50, 2)} ms, page ${figure(page.p50, 2)} ms`);
      rows.push(
        `| ${name} | ${size} | ${figure(one.p50, 2)} | ${figure(one.cpuMilliseconds, 3)} | ${figure(page.p50, 2)} | ` +
          `${figure(page.cpuMilliseconds, 3)} | ${figure(residentMiB(server.pid), 0)} |`,
      );
    }
    return rows;
  } finally {
    await server.stop();
  }
}

const { values: flags } = parseArgs({ options: { sizes: { type: 'string', default: '10,1000,100000' } } });
const sizes = flags.sizes.split(',').map(Number);
const rows = [];
for (const [name, kind] of Object.entries(KINDS)) rows.push(...(await rowsOf(name, kind, sizes)));
process.stdout.write(
  `${[
    '| kind | stored | by id: p50 ms | CPU ms | page of 100: p50 ms | CPU ms | memory, MiB |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')}\n`,
);
