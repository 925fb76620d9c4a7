// npm run bench:port [-- --quick] [--seconds 60] [--ports 5000] [--only secy,wire,many,floods]
//   [--flood clear,forged,eapol-unknown,eapol-forged] [--priority none|nice|realtime]
//
// What a MACsec port takes and bears, as ratios and rates of one run. Tables on standard output, progress on standard
// error. README.md says how to read it.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { loadDirectCrypto } from '../dist/crypto/node/direct-crypto.js';
import { note } from './note.mjs';
import { measureManyPorts } from './port/many.mjs';
import { floodReport, manyPortsReport, secyReport, wireReport, aimsReport } from './port/report.mjs';
import { measureSecy } from './port/secy.mjs';

const PARTS = ['secy', 'wire', 'many', 'floods'];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    ports: { type: 'string' },
    only: { type: 'string', default: PARTS.join(',') },
    flood: { type: 'string' },
    priority: { type: 'string', default: 'nice' },
  },
});
const parts = values.only.split(',');
for (const part of parts) if (!PARTS.includes(part)) throw new Error(`no part ${part}: there are ${PARTS.join(', ')}`);
const seconds = Number(values.seconds ?? (values.quick ? 8 : 60));
const count = Number(values.ports ?? (values.quick ? 1000 : 5000));
const aims = [];
const print = (lines) => process.stdout.write(`${lines.join('\n')}\n\n`);

print([
  `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Linux; load average ` +
    `${loadavg()[0].toFixed(1)} before. ${seconds} s a part, ${count} ports${values.quick ? ', --quick' : ''}.`,
]);

if (parts.includes('secy')) {
  note('protect and validate beside bare node:crypto');
  const batches = values.quick ? 20 : 100;
  const suites = [
    { name: 'GCM-AES-256', suiteName: 'GCM-AES-256' },
    { name: 'GCM-AES-XPN-256', suiteName: 'GCM-AES-XPN-256' },
    { name: 'GCM-AES-256, OpenSSL itself', suiteName: 'GCM-AES-256', crypto: await loadDirectCrypto() },
  ];
  const results = suites.flatMap(({ name, ...of }) =>
    measureSecy({ ...of, batches }).map((result) => ({ name, ...result })),
  );
  print(secyReport(results, aims));
}
if (parts.includes('wire') || parts.includes('floods')) {
  // Raw sockets are loaded only when they are asked for.
  const { startWire } = await import('./port/wire.mjs');
  const wire = await startWire({ priority: values.priority });
  if (typeof wire === 'string') {
    note(`not measured: through a port and floods. ${wire}`);
    aims.push({ aim: 'through a port, and floods', measured: wire, reached: undefined });
  } else {
    try {
      if (parts.includes('wire')) print(wireReport(await wire.through({ seconds: Math.min(seconds, 5) }), aims));
      if (parts.includes('floods'))
        print(floodReport(await wire.floods({ seconds, kinds: values.flood?.split(',') }), aims));
    } finally {
      wire.stop();
    }
  }
}
if (parts.includes('many')) {
  const plain = await measureManyPorts({ count, seconds });
  const bounded = await measureManyPorts({ count, seconds, bounded: true, outage: false });
  print(manyPortsReport([plain, bounded], aims));
}
print(aimsReport(aims));
