import type { NewVersion } from './secret-version.ts';

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
export const PENDING = 'AWSPENDING';

/** AWS: the most labels that the versions of one secret can have together. */
export const LABELS_PER_SECRET = 20;

/** The version with a label; a label is on one version at most. */
export const holderOf = <Version extends NewVersion>(
  label: string,
  versions: readonly Version[],
): Version | undefined => versions.find((version) => version.stages.includes(label));

/** The versions after labels were put on one of them, each taken from whichever had it. */
export function withLabels(
  versions: readonly NewVersion[],
  versionId: string,
  labels: readonly string[],
): readonly NewVersion[] {
  return labels.reduce((staged, label) => moved(staged, label, versionId), versions);
}

/** The versions after a label was taken off whichever had it. */
export const withoutLabel = (versions: readonly NewVersion[], label: string): readonly NewVersion[] =>
  versions.map((version) => relabelled(version, [], [label]));

/**
 * One label moved. With AWSCURRENT goes AWSPREVIOUS, to the version that was current until now; that version's
 * AWSPENDING, left there by a rotation that ended, goes too (as recorded from AWS).
 */
function moved(versions: readonly NewVersion[], label: string, to: string): readonly NewVersion[] {
  const from = holderOf(label, versions)?.versionId;
  if (from === to) return versions;
  const placed = withoutLabel(versions, label).map((version) =>
    version.versionId === to ? relabelled(version, [label], []) : version,
  );
  if (label !== CURRENT || from === undefined) return placed;
  return withoutLabel(placed, PREVIOUS).map((version) =>
    version.versionId === from ? relabelled(version, [PREVIOUS], [PENDING]) : version,
  );
}

/** The version with other labels, or the same object where nothing changed. */
function relabelled(version: NewVersion, add: readonly string[], drop: readonly string[]): NewVersion {
  const kept = version.stages.filter((stage) => !drop.includes(stage) && !add.includes(stage));
  if (add.length === 0 && kept.length === version.stages.length) return version;
  return { ...version, stages: [...kept, ...add].sort() };
}
