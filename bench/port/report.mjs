// The results as Markdown; what each aim asks for stands beside what was measured.

const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(row)];
const whole = (value) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '–');
const figure = (value, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const percent = (ratio) => `${whole(100 * ratio)} %`;

const SECY_AIMS = { 64: 0.8, 1500: 0.8, 9000: 0.75 };

export function secyReport(results, aims) {
  for (const { name, size, protect, validate } of results) {
    if (name !== 'GCM-AES-256') continue;
    for (const [what, ratio] of Object.entries({ protect, validate })) {
      const least = SECY_AIMS[size];
      aims.push({
        aim: `${what}, ${size} octets: at least ${percent(least)} of bare node:crypto`,
        measured: percent(ratio),
        reached: ratio >= least,
      });
    }
  }
  return [
    'Frames for each second of CPU time, and the share of bare node:crypto; medians of 5 interleaved runs:',
    '',
    ...table(
      ['', 'octets', 'bare seal', 'protect', 'of bare', 'bare open', 'validate', 'of bare'],
      results.map(({ name, size, perSecond, protect, validate }) => [
        name,
        size,
        whole(perSecond.bareSeal),
        whole(perSecond.protect),
        percent(protect),
        whole(perSecond.bareOpen),
        whole(perSecond.validate),
        percent(validate),
      ]),
    ),
  ];
}

export function manyPortsReport(results, aims) {
  const [plain, bounded] = results;
  const name = `${whole(plain.count)} ports with 3 keys`;
  for (const { quiet, bounded: isBounded } of results) {
    const rate = `${whole(quiet.sentPerSecond)} MKPDUs/s each way`;
    aims.push({
      aim: `${name}, ${isBounded ? 'bounded delay' : 'hello 2 s'} (${rate}): at most half a core`,
      measured: `${figure(quiet.cores, 2)} of a core`,
      reached: quiet.cores <= 0.5,
    });
  }
  aims.push(
    {
      aim: `${name}: hellos at most 100 ms late at p99.9`,
      measured: `${figure(plain.quiet.late.p999)} ms`,
      reached: plain.quiet.late.p999 <= 100,
    },
    {
      aim: `${name}: at most 32 KiB a port`,
      measured: `${figure(plain.memory.live)} KiB of heap, ${figure(plain.memory.resident)} KiB resident`,
      reached: plain.memory.live <= 32 && plain.memory.resident <= 32,
    },
    {
      aim: `${name}: all secured within 15 s after a common outage`,
      measured: `${figure(plain.again)} s (secured in it: ${plain.securedInOutage})`,
      reached: plain.again <= 15,
    },
    {
      aim: `${name}: no pause of the garbage collector over 20 ms in ${figure(plain.quiet.seconds, 0)} s`,
      measured: `${figure(plain.quiet.longestPause)} ms`,
      reached: plain.quiet.longestPause <= 20,
    },
  );
  return [
    `${name} in one process, their peers in another:`,
    '',
    ...table(
      ['', 'MKPDUs sent/s', 'received/s', 'core', 'CPU µs each', 'late p50 / p99.9 / max ms', 'longest GC ms', 'flaps'],
      [plain, bounded].map(({ quiet, bounded: isBounded }) => [
        isBounded ? 'bounded delay' : 'hello 2 s',
        whole(quiet.sentPerSecond),
        whole(quiet.receivedPerSecond),
        figure(quiet.cores, 2),
        figure((1e6 * quiet.cores) / (quiet.sentPerSecond + quiet.receivedPerSecond)),
        `${figure(quiet.late.p50)} / ${figure(quiet.late.p999)} / ${figure(quiet.late.max)}`,
        figure(quiet.longestPause),
        quiet.flaps,
      ]),
    ),
    '',
    `All secured ${figure(plain.securedAfter)} s after the first was made.`,
  ];
}

export function wireReport({ rows, rate, size }, aims) {
  const find = (way, at) => rows.find((each) => each.way === way && each.rate === at);
  for (const way of ['protect', 'validate']) {
    const full = find(way, rate);
    const added = (find(way, rate / 2).latency.p99 - find('direct', rate / 2).latency.p99) / 1000;
    aims.push(
      {
        aim: `through a port, ${way}: ${whole(rate)} frames of ${size} octets a second without loss`,
        measured: `${whole(full.lost)} of ${whole(full.sent)} lost`,
        reached: full.lost === 0,
      },
      {
        aim: `through a port, ${way}: at most 1 ms added at p99, at ${whole(rate / 2)}/s`,
        measured: `${figure(added, 2)} ms`,
        reached: added <= 1,
      },
    );
  }
  return [
    `From veth to veth, frames of ${size} octets one way:`,
    '',
    ...table(
      ['', 'frames/s', 'sent', 'lost', 'p50 µs', 'p99 µs', 'p99.9 µs', 'max µs', "port's core"],
      rows.map(({ way, rate: at, sent, lost, latency, cores }) => [
        way,
        whole(at),
        whole(sent),
        whole(lost),
        ...[latency.p50, latency.p99, latency.p999, latency.max].map(whole),
        figure(cores, 2),
      ]),
    ),
  ];
}

export function floodReport(results, aims) {
  for (const { flood, isData, offeredPerSecond, takenPerSecond, late, flaps, lost } of results) {
    const times = offeredPerSecond / takenPerSecond;
    aims.push({
      aim: `${flood}, ${isData ? 'three times what it takes' : '100,000/s'}: no peer lost, hellos at most 200 ms late`,
      measured: `${whole(offeredPerSecond)}/s, ${figure(times)} times what it took: ${lost} lost, ${flaps} flaps, latest ${figure(late)} ms`,
      reached: lost === 0 && flaps === 0 && late <= 200 && (isData ? times >= 3 : offeredPerSecond > 99_000),
    });
  }
  return [
    'A port that is offered more than it can take, beside its peer’s MKPDUs:',
    '',
    ...table(
      ['', 'offered/s', 'seconds', 'taken/s', "port's core", 'MKPDUs heard', 'latest hello ms', 'peers lost', 'flaps'],
      results.map((each) => [
        each.flood,
        whole(each.offeredPerSecond),
        figure(each.seconds, 0),
        whole(each.takenPerSecond),
        figure(each.cores, 2),
        whole(each.heard),
        figure(each.late),
        each.lost,
        each.flaps,
      ]),
    ),
  ];
}

export function aimsReport(aims) {
  const word = (reached) => (reached === undefined ? 'not measured' : reached ? 'reached' : '**not reached**');
  return table(
    ['aim', 'measured', ''],
    aims.map(({ aim, measured, reached }) => [aim, measured, word(reached)]),
  );
}
