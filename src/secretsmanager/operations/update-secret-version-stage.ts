import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidParameter, versionNotFound } from '../errors.ts';
import { findWritable } from '../find-secret.ts';
import type { Secret } from '../model/secret.ts';
import type { SecretVersion } from '../model/secret-version.ts';
import { CURRENT, holderOf, withLabels, withoutLabel } from '../model/staging-labels.ts';
import { saveLabels } from '../put-version.ts';
import { namesOf } from '../view/secret-view.ts';

/** Moves a label from one version to another, puts it on one, or takes it off. */
export const updateSecretVersionStage: Handler<'UpdateSecretVersionStage', Call> = async (input, call) => {
  const { VersionStage: label, RemoveFromVersionId: from, MoveToVersionId: to } = input;
  const secret = await findWritable(input.SecretId, call);
  const staged = await call.store.versions.staged(secret);
  judge(label, holderOf(label, staged)?.versionId, from, to);
  const before = to === undefined ? staged : await including(to, staged, secret, call);
  const after = to === undefined ? withoutLabel(before, label) : withLabels(before, to, [label]);
  await saveLabels(before, after, call);
  await call.store.secrets.save({ ...secret, changedAt: call.now });
  return namesOf(secret);
};

/** A label is only taken from a version that the caller names, so that two callers cannot undo each other unawares. */
function judge(label: string, holder: string | undefined, from: string | undefined, to: string | undefined): void {
  if (from === undefined && to === undefined) {
    throw invalidParameter('You must provide MoveToVersionId, RemoveFromVersionId, or both.');
  }
  if (from !== undefined && from !== holder) {
    throw invalidParameter(
      `The parameter RemoveFromVersionId isn't valid. Staging label ${label} is ${holder === undefined ? 'not attached to any version' : `currently attached to version ${holder}`}, not to version ${from}.`,
    );
  }
  if (from === undefined && holder !== undefined && holder !== to) {
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${holder}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (to === undefined && label === CURRENT) {
    throw invalidParameter(`Staging label ${CURRENT} can only be moved: a MoveToVersionId must say where to.`);
  }
}

/** The staged versions and this one, which may have no label yet. */
async function including(
  versionId: string,
  staged: readonly SecretVersion[],
  secret: Secret,
  call: Call,
): Promise<readonly SecretVersion[]> {
  if (staged.some((version) => version.versionId === versionId)) return staged;
  const version = await call.store.versions.find(secret, versionId);
  if (!version) throw versionNotFound(`VersionId: ${versionId}`);
  return [...staged, version];
}
