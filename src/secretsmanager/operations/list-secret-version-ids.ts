import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findSecret } from '../find-secret.ts';
import { afterToken, nextToken } from '../page-token.ts';
import { namesOf } from '../view/secret-view.ts';
import { versionView } from '../view/version-view.ts';

const PAGE = 100;

/** The versions of a secret, oldest first; those without a label only if asked for. */
export const listSecretVersionIds: Handler<'ListSecretVersionIds', Call> = async (input, call) => {
  const secret = await findSecret(input.SecretId, call);
  const page = await call.store.versions.list(secret, input.IncludeDeprecated ?? false, {
    after: afterToken('versions', input.NextToken),
    limit: input.MaxResults ?? PAGE,
  });
  return {
    ...namesOf(secret),
    Versions: page.items.map((version) => versionView(secret, version)),
    NextToken: nextToken('versions', page),
  };
};
