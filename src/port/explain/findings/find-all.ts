import type { Association } from '../association.ts';
import { associationsToTell } from '../chosen.ts';
import type { Evidence } from '../evidence.ts';
import { findCaptureLimits } from './capture.ts';
import { findDeadData } from './dead-data.ts';
import type { Finding } from './finding.ts';
import { findFrames } from './frames.ts';
import { findKeys } from './keys.ts';
import { findPeers, findUnrest } from './peers.ts';
import { findSaks } from './saks.ts';

const WEIGHT = { mka: 0, data: 1, none: 2 } as const;
const MOST_FINDINGS = 64;

/** Everything worth saying, what stands in the way first. */
export function findAll(evidence: Evidence): readonly Finding[] {
  const told = associationsToTell(evidence);
  const [main] = told;
  const findings = [
    ...findKeys(evidence),
    ...told.flatMap((association) =>
      association !== main && main !== undefined && isSecured(main)
        ? findBeside(association, evidence)
        : findWithin(association, evidence),
    ),
    ...(main === undefined ? [] : findDeadData(main, evidence)),
    ...findFrames(evidence),
    ...findCaptureLimits(evidence),
  ];
  return findings.toSorted((a, b) => WEIGHT[a.blocks ?? 'none'] - WEIGHT[b.blocks ?? 'none']).slice(0, MOST_FINDINGS);
}

function isSecured({ lastSpan }: Association): boolean {
  return lastSpan !== undefined && lastSpan.to === undefined;
}

function findWithin(association: Association, evidence: Evidence): readonly Finding[] {
  return [
    ...findPeers(association, evidence),
    ...findSaks(association, evidence),
    ...findUnrest(association, evidence),
  ];
}

/**
 * Of an association beside the one that secures the link. It stands in nobody's way, and that it has no SAK is as it
 * should be: only the principal participant's is in use (IEEE Std 802.1X-2020, 12.2).
 */
function findBeside(association: Association, evidence: Evidence): readonly Finding[] {
  return findWithin(association, evidence)
    .filter(({ code }) => code !== 'no-sak' && code !== 'no-key-server')
    .map(({ code, sentence }) => ({ code, sentence }));
}
