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
    ...told.flatMap((association) => [
      ...findPeers(association, evidence),
      ...findSaks(association, evidence),
      ...findUnrest(association, evidence),
    ]),
    ...(main === undefined ? [] : findDeadData(main, evidence)),
    ...findFrames(evidence),
    ...findCaptureLimits(evidence),
  ];
  return findings.toSorted((a, b) => WEIGHT[a.blocks ?? 'none'] - WEIGHT[b.blocks ?? 'none']).slice(0, MOST_FINDINGS);
}
