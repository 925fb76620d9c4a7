import type { Work } from './call.ts';
import { invalidRequest, versionNotFound } from './errors.ts';
import { dayOf } from './model/secret.ts';
import type { Secret } from './model/secret.ts';
import type { SecretValue } from './model/secret-value.ts';
import type { SecretVersion } from './model/secret-version.ts';
import { CURRENT, holderOf } from './model/staging-labels.ts';

/** Which version is wanted: by id, by label, or by both if they agree; the current one if neither is said. */
export interface WantedVersion {
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

export interface ValueRead {
  readonly secret: Secret;
  readonly version: SecretVersion;
  readonly value: SecretValue;
}

/** Reads a version's value, and notes the day, where anything can be noted. */
export async function readValue(secret: Secret, wanted: WantedVersion, work: Work): Promise<ValueRead> {
  const version = await wantedVersion(secret, wanted, work);
  const value = await work.store.versions.valueOf(version);
  if (work.isFull) return { secret, version, value };
  const today = dayOf(work.now);
  // Once a day each: a read should not cost a write.
  if (version.accessedOn !== today) await work.store.versions.save({ ...version, accessedOn: today });
  if (secret.accessedOn !== today) await work.store.secrets.save({ ...secret, accessedOn: today });
  return { secret, version, value };
}

async function wantedVersion(secret: Secret, wanted: WantedVersion, work: Work): Promise<SecretVersion> {
  const { VersionId: id, VersionStage: stage = CURRENT } = wanted;
  if (id === undefined) {
    const version = holderOf(stage, await work.store.versions.staged(secret));
    if (!version) throw versionNotFound(`staging label: ${stage}`);
    return version;
  }
  const version = await work.store.versions.find(secret, id);
  if (!version) throw versionNotFound(`VersionId: ${id}`);
  if (wanted.VersionStage !== undefined && !version.stages.includes(stage)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return version;
}
