import type { Handler, Input } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { constraintFailed } from '../limits.ts';
import { afterToken, nextToken } from '../page-token.ts';
import type { SortOrder } from '../ports.ts';
import { givenFilters, search } from '../search.ts';
import { describeView, stagesView } from '../view/secret-view.ts';

const PAGE = 100;

/** The secrets that pass the filters, by creation date. */
export const listSecrets: Handler<'ListSecrets', Call> = async (input, call) => {
  const page = await search(
    {
      filters: givenFilters(input.Filters),
      includeScheduled: input.IncludePlannedDeletion ?? false,
      order: orderOf(input),
    },
    { after: afterToken('secrets', input.NextToken), limit: input.MaxResults ?? PAGE },
    call,
  );
  const staged = await call.store.versions.stagedOfAll(page.items.map(({ secret }) => secret));
  return {
    SecretList: page.items.map(({ secret, tags }) => ({
      ...describeView(secret, tags),
      SecretVersionsToStages: stagesView(staged.filter((version) => version.secretArn === secret.arn)),
    })),
    NextToken: nextToken('secrets', page),
  };
};

function orderOf(input: Input<'ListSecrets'>): SortOrder {
  const { SortOrder: order = 'asc', SortBy: by = 'created-date' } = input;
  if (order !== 'asc' && order !== 'desc') {
    throw constraintFailed('sortOrder', order, 'Member must satisfy enum value set: [asc, desc]');
  }
  if (by !== 'created-date')
    throw invalidParameter(`SortBy: Ferrule lists secrets by created-date, not by ${String(by)}.`);
  return order;
}
