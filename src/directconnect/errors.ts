import { AwsError } from '../contract/aws-error.ts';

/**
 * Every refusal of Direct Connect: not found, wrong state, bad value, quota. The service has no other; clients tell
 * them apart by the text, so texts that AWS is known to use are used to the letter.
 */
export const clientException = (message: string): AwsError =>
  new AwsError('DirectConnectClientException', 400, message.replaceAll(OVERLONG, shortened));

/** Longer than any id, name or ARN can be: what somebody sent by mistake, and need not have back whole. */
const OVERLONG = /\S{257,}/g;
const shortened = (word: string): string => `${word.slice(0, 64)}… (${word.length} characters)`;

/** A fault of ours. SDKs retry 5xx; AWS's page lists 400. */
export const serverException = (): AwsError =>
  new AwsError(
    'DirectConnectServerException',
    500,
    'The request could not be carried out, and nothing was changed. It can be tried again.',
  );

export const duplicateTagKeys = (key: string): AwsError =>
  new AwsError('DuplicateTagKeysException', 400, `The tag key ${key} is given more than once.`);

/** More rate limiters than a connection or LAG can have (June 2026). */
export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', 400, message);

export const tooManyTags = (limit: number): AwsError =>
  new AwsError('TooManyTagsException', 400, `A resource can have at most ${limit} tags.`);
