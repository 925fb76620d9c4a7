import { formatKeyIdentifier } from '../../lmi/key-identifier.ts';
import type { Evidence } from './evidence.ts';
import type { Counts, Explanation } from './explanation.ts';
import { findAll } from './findings/find-all.ts';
import { gatherEvidence } from './gather.ts';
import type { CaptureReading, ClearFrame, ExplainCrypto } from './gather.ts';
import type { CaptureKey } from './keys.ts';
import type { SaTrace } from './sa-trace.ts';
import { summarize } from './summary.ts';

/**
 * Explains a capture of a MACsec link.
 *
 * @param read reads the capture; it is called twice.
 * @param deliver gets each clear frame, in the order of the capture.
 */
export function explainCapture(
  read: CaptureReading,
  keys: readonly CaptureKey[],
  crypto: ExplainCrypto,
  deliver?: (frame: ClearFrame) => void,
): Explanation {
  const evidence = gatherEvidence(read, keys, crypto, deliver);
  const findings = findAll(evidence);
  const { mka, frames, clear, timeline } = evidence;
  const traces = frames.opener.traces.all();
  return {
    capture: captureOf(evidence),
    members: membersOf(evidence),
    mkpdus: { total: mka.total, icvOk: mka.icvOk, reasons: countsOf(mka.reasons) },
    saks: saksOf(evidence, traces),
    secured: mka
      .all()
      .flatMap(({ ckn, spans }) =>
        spans.map(({ keyIdentifier, from, to }) => ({ ckn, keyNumber: keyIdentifier.kn, from, to: to ?? null })),
      ),
    frames: {
      total: frames.total,
      opened: frames.opened,
      reasons: countsOf(frames.reasons),
      duplicates: traces.reduce((sum, trace) => sum + trace.duplicates, 0),
      outOfOrder: traces.reduce((sum, trace) => sum + trace.outOfOrder, 0),
      channels: frames.all().map(({ sci, an, total, opened, integrityOnly, firstAt, lastAt }) => ({
        sci,
        an,
        total,
        opened,
        integrityOnly,
        firstAt,
        lastAt,
      })),
    },
    clear: {
      total: clear.total,
      whileSecured: clear.whileSecured,
      kinds: clear.all().map(({ source, kind, total, whileSecured, firstAt, lastAt }) => ({
        source,
        kind,
        total,
        whileSecured,
        firstAt,
        lastAt,
      })),
    },
    findings: findings.map(({ code, blocks, sentence }) => ({ code, blocks: blocks ?? null, sentence })),
    summary: summarize(evidence, findings),
    timeline: timeline.inOrder(),
    eventsOmitted: timeline.omitted,
  };
}

function captureOf({ shape, clock, fault }: Evidence): Explanation['capture'] {
  return {
    frames: shape.frames,
    seconds: shape.last,
    startedAt: clock.first === undefined ? null : isoTime(clock.first),
    fault: fault ?? null,
    cut: shape.cut,
  };
}

/** Undated captures, and damaged ones, have times that no calendar has. */
function isoTime(timestamp: bigint): string | null {
  const date = new Date(Number(timestamp / 1_000_000n));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function membersOf({ mka, names }: Evidence): Explanation['members'] {
  return mka.all().flatMap(({ ckn, by, members }) =>
    [...members.values()].map(({ sci, mi, basic, mkpdus, firstAt, lastAt }) => ({
      name: names.of(sci),
      sci,
      ckn,
      mi,
      mkaVersion: basic.mkaVersion,
      priority: basic.keyServerPriority,
      keyServer: basic.keyServer,
      checked: by !== undefined,
      mkpdus,
      firstAt,
      lastAt,
    })),
  );
}

function saksOf({ saks, saksByHand }: Evidence, traces: readonly SaTrace[]): Explanation['saks'] {
  const openedWith = (from: SaTrace['key']['from']): number =>
    traces.reduce((sum, trace) => (trace.key.from === from ? sum + trace.opened : sum), 0);
  return [
    ...saks.all().map((sak) => ({
      keyNumber: sak.keyIdentifier.kn,
      an: sak.an,
      cipherSuite: sak.suite?.name ?? sak.suiteIdentifier,
      ckn: sak.ckn,
      keyServer: sak.server,
      keyIdentifier: formatKeyIdentifier(sak.keyIdentifier),
      distributedAt: sak.at,
      unwrapped: typeof sak.sak !== 'string',
      opened: openedWith(sak),
    })),
    ...saksByHand.map((sak) => ({
      keyNumber: null,
      an: sak.an,
      cipherSuite: `GCM-AES-${sak.salt === undefined ? '' : 'XPN-'}${8 * sak.sak.length}`,
      ckn: null,
      keyServer: null,
      keyIdentifier: null,
      distributedAt: null,
      unwrapped: true,
      opened: openedWith(sak),
    })),
  ];
}

function countsOf<Reason extends string>(counts: ReadonlyMap<Reason, number>): Counts<Reason> {
  return Object.fromEntries(counts) as Counts<Reason>;
}
