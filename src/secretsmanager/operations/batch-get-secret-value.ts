import { AwsError } from '../../contract/aws-error.ts';
import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { findUsable } from '../find-secret.ts';
import { constraintFailed } from '../limits.ts';
import { afterToken, nextToken } from '../page-token.ts';
import { readValue } from '../read-value.ts';
import { givenFilters, search } from '../search.ts';
import { valueView } from '../view/value-view.ts';

/** AWS: the most values in one answer. */
const BATCH = 20;

/** The current values of several secrets, listed or searched for. What one of them is refused for is said beside them. */
export const batchGetSecretValue: Handler<'BatchGetSecretValue', Call> = async (input, call) => {
  const { SecretIdList: listed, Filters: filters, MaxResults: limit } = input;
  if ((listed === undefined) === (filters === undefined)) {
    throw invalidParameter('You must include Filters or SecretIdList, but not both.');
  }
  if (listed !== undefined) {
    if (limit !== undefined || input.NextToken !== undefined) {
      throw invalidParameter('MaxResults and NextToken go with Filters, not with SecretIdList.');
    }
    return readAll(listed, call);
  }
  if (limit !== undefined && limit > BATCH) {
    throw constraintFailed('maxResults', limit, `Member must have value less than or equal to ${BATCH}`);
  }
  const page = await search(
    { filters: givenFilters(filters), includeScheduled: false, order: 'asc' },
    { after: afterToken('secrets', input.NextToken), limit: limit ?? BATCH },
    call,
  );
  const secretIds = page.items.map(({ secret }) => secret.arn);
  return { ...(await readAll(secretIds, call)), NextToken: nextToken('secrets', page) };
};

async function readAll(secretIds: readonly string[], call: Call) {
  const values = [];
  const errors = [];
  for (const secretId of secretIds) {
    try {
      values.push(valueView(await readValue(await findUsable(secretId, call), {}, call)));
    } catch (reason) {
      if (!(reason instanceof AwsError)) throw reason;
      errors.push({ SecretId: secretId, ErrorCode: reason.code, Message: reason.message });
    }
  }
  return { SecretValues: values, Errors: errors };
}
