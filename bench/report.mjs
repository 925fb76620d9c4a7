// The results as Markdown.

const NAMES = { ferrule: 'Ferrule', moto: 'moto', bare: 'bare node:http' };
const LABELS = {
  pair: 'AssociateMacSecKey + DisassociateMacSecKey, pairs/s',
  byId: 'DescribeConnections by id, requests/s',
};
const STEP_NAMES = { byId: 'by id', page: 'page of 100', pair: 'associate, disassociate' };

const figure = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(row)];

/** Ferrule's figure as a multiple of moto's and a share of the bare server's. */
const ratios = (of, names) => [
  ...(names.includes('moto') ? [`${figure(of('ferrule') / of('moto'), 1)} ×`] : []),
  `${figure((100 * of('ferrule')) / of('bare'))} %`,
];
const ratioHeads = (names) => [...(names.includes('moto') ? ['of moto'] : []), 'of bare'];

function comparison({ names, compare: { cells } }) {
  const head = ['', 'clients', ...names.map((name) => NAMES[name]), ...ratioHeads(names), 'p50 / p99 ms', 'CPU ms'];
  return table(
    head,
    cells.map(({ step, clients, medians }) => {
      const { p50, p99, cpuMilliseconds } = medians.ferrule;
      return [
        LABELS[step],
        clients,
        ...names.map((name) => figure(medians[name].perSecond)),
        ...ratios((name) => medians[name].perSecond, names),
        `${figure(p50, 1)} / ${figure(p99, 1)}`,
        figure(cpuMilliseconds, 3),
      ];
    }),
  );
}

function starts({ names, coldStarts, compare }) {
  const line = (label, of, digits) => [label, ...names.map((name) => figure(of(name), digits))];
  return table(
    ['', ...names.map((name) => NAMES[name])],
    [
      line('first signed DescribeConnections answered after, ms', (name) => coldStarts[name].milliseconds),
      line('memory idle, MiB', (name) => coldStarts[name].idleMiB),
      line('memory after the load, MiB', (name) => compare.loadedMiB[name]),
    ],
  );
}

function growthTable({ growth }) {
  const steps = Object.keys(STEP_NAMES);
  const head = ['connections', ...steps.flatMap((step) => [`${STEP_NAMES[step]}: p50 ms`, 'CPU ms']), 'memory, MiB'];
  return table(
    head,
    growth.rows.map((at) => [
      at.size,
      ...steps.flatMap((step) => [figure(at[step].p50, 2), figure(at[step].cpuMilliseconds, 3)]),
      figure(at.residentMiB),
    ]),
  );
}

export function markdown(results) {
  const { machine, moto, settings } = results;
  return [
    `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), data on ${machine.fileSystem}` +
      ` (4 KiB forced to it: ${figure(machine.syncMicroseconds)} µs), SQLite ${machine.sqlite.version}` +
      ` journal_mode=${machine.sqlite.journalMode} synchronous=${machine.sqlite.synchronous}${moto ? `, ${moto}` : ''};` +
      ` load average ${figure(machine.loadBefore, 1)} before.`,
    `${settings.connections} connections in each, ${settings.seconds} s a cell, median of ${settings.rounds} interleaved rounds.`,
    '',
    ...comparison(results),
    '',
    `Cold start with nothing stored, median of ${settings.starts}:`,
    '',
    ...starts(results),
    '',
    `Ferrule as its store grows, ${results.growth.clients} clients:`,
    '',
    ...growthTable(results),
    '',
  ].join('\n');
}
