import { invalidNextToken } from './errors.ts';
import type { Page } from './ports.ts';

const FORM = 1;

/** Which list a token continues: one list's token means nothing to another. */
export type ListName = 'secrets' | 'versions';

/** The NextToken for where a page ends; undefined after the last one. */
export const nextToken = (list: ListName, page: Pick<Page<unknown>, 'next'>): string | undefined =>
  page.next === undefined ? undefined : btoa(JSON.stringify({ v: FORM, list, after: page.next }));

/** Where a page begins that a caller asks for. @throws AwsError if the token is none of ours */
export function afterToken(list: ListName, token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(atob(token));
  } catch {
    throw invalidNextToken();
  }
  if (typeof content !== 'object' || content === null || !('after' in content)) throw invalidNextToken();
  const { v, list: named, after } = content as { v?: unknown; list?: unknown; after: unknown };
  if (v !== FORM || named !== list || !Number.isSafeInteger(after)) throw invalidNextToken();
  return after as number;
}
