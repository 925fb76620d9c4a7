import { clientException } from './errors.ts';
import type { Page, PageRequest } from './stores.ts';

/** AWS clamps larger values. */
const LARGEST_PAGE = 100;

interface PagedInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/**
 * The page that a caller asks for. Without `maxResults` everything comes in one page: most clients never page these
 * calls, and would lose what lies beyond the first.
 *
 * @param list the name of the list, which a token is good for
 */
export function pageRequest(input: PagedInput, list: string): PageRequest {
  const { maxResults, nextToken } = input;
  if (maxResults !== undefined && maxResults < 1)
    throw clientException(`maxResults ${maxResults} is not valid: it must be from 1 to ${LARGEST_PAGE}.`);
  return {
    after: nextToken === undefined ? undefined : positionOf(nextToken, list),
    limit: maxResults === undefined ? undefined : Math.min(maxResults, LARGEST_PAGE),
  };
}

/** The `nextToken` member of an answer: absent on the last page. */
export const nextTokenOf = (page: Page<unknown>, list: string): { readonly nextToken?: string } =>
  page.next === undefined ? {} : { nextToken: btoa(JSON.stringify({ v: 1, l: list, i: page.next })) };

function positionOf(token: string, list: string): number {
  try {
    const envelope: unknown = JSON.parse(atob(token));
    if (typeof envelope === 'object' && envelope !== null && 'l' in envelope && 'i' in envelope) {
      if (envelope.l === list && typeof envelope.i === 'number' && Number.isSafeInteger(envelope.i)) return envelope.i;
    }
  } catch {
    // Not one of ours: refused below.
  }
  throw clientException(`The nextToken is not valid: it must be one that ${list} has answered.`);
}
