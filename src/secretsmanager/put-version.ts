import type { Work } from './call.ts';
import { limitExceeded, resourceExists } from './errors.ts';
import { DAY } from './model/secret.ts';
import type { Secret } from './model/secret.ts';
import { KEPT_VERSIONS } from './model/secret-version.ts';
import type { NewVersion, SecretVersion } from './model/secret-version.ts';
import { sameValue } from './model/secret-value.ts';
import type { SecretValue } from './model/secret-value.ts';
import { CURRENT, holderOf, LABELS_PER_SECRET, withLabels } from './model/staging-labels.ts';

/**
 * Gives a secret a new version with these labels; the first version of a secret is always current. A version of that id
 * that is there already is left alone if it has the same value, so that a repeated request does nothing, and the request
 * is refused if it has another: versions never change.
 */
export async function putVersion(
  secret: Secret,
  versionId: string,
  value: SecretValue,
  labels: readonly string[],
  work: Work,
): Promise<NewVersion> {
  const { versions } = work.store;
  const present = await versions.find(secret, versionId);
  if (present) {
    if (sameValue(await versions.valueOf(present), value)) return present;
    throw resourceExists(
      `You can't use ClientRequestToken ${versionId} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  const staged = await versions.staged(secret);
  const bare: NewVersion = { secretArn: secret.arn, versionId, stages: [], createdAt: work.now, accessedOn: undefined };
  const attached = holderOf(CURRENT, staged) ? labels : [...labels, CURRENT];
  const after = withLabels([...staged, bare], versionId, attached);
  await saveLabels(staged, after, work);
  const version = after.find((candidate) => candidate.versionId === versionId) ?? bare;
  await versions.add(secret, version, value);
  await versions.prune(secret, KEPT_VERSIONS, work.now - DAY);
  await work.store.secrets.save({ ...secret, changedAt: work.now });
  return version;
}

/** Stores the versions whose labels have changed. */
export async function saveLabels(
  before: readonly SecretVersion[],
  after: readonly NewVersion[],
  work: Work,
): Promise<void> {
  const labels = after.reduce((count, version) => count + version.stages.length, 0);
  if (labels > LABELS_PER_SECRET) {
    throw limitExceeded(
      `The versions of a secret can have at most ${LABELS_PER_SECRET} staging labels together, not ${labels}.`,
    );
  }
  for (const version of before) {
    const changed = after.find((candidate) => candidate.versionId === version.versionId);
    if (changed && changed !== version) await work.store.versions.save({ ...version, stages: changed.stages });
  }
}
