import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findSecret } from '../find-secret.ts';
import { tagsOf } from '../model/tag.ts';
import { describeView, stagesView } from '../view/secret-view.ts';

/** All about a secret but its value; also while it is scheduled for deletion. */
export const describeSecret: Handler<'DescribeSecret', Call> = async (input, call) => {
  const secret = await findSecret(input.SecretId, call);
  const tags = tagsOf(secret, await call.store.tags.of(secret));
  const staged = await call.store.versions.staged(secret);
  return { ...describeView(secret, tags), VersionIdsToStages: stagesView(staged) };
};
