import { element } from '../awsjson/xml.ts';
import { AwsError } from '../contract/aws-error.ts';

const ROLE = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]{1,64})$/;
const SESSION = /^[\w+=,.@-]{2,64}$/;

/** Seconds: AWS's least, most, and what it is if nothing is asked for. */
const DURATION = { least: 900, most: 43_200, usual: 3600 };

/**
 * AssumeRole where requests are not verified: any role that is named exists, and whoever asks may assume it. The access key
 * that is given out is the role's account, as everywhere where an access key of twelve digits is the account.
 *
 * @param now milliseconds since the Unix epoch
 * @throws AwsError if the role or the session is not named as AWS wants it
 */
export function assumeRole(parameters: URLSearchParams, now: number): string {
  const role = parameters.get('RoleArn') ?? '';
  const session = parameters.get('RoleSessionName') ?? '';
  const seconds = Number(parameters.get('DurationSeconds') ?? DURATION.usual);
  const [, account, name] = ROLE.exec(role) ?? [];
  if (account === undefined || name === undefined)
    throw invalid(`RoleArn must be arn:aws:iam::ACCOUNT:role/NAME, with an account of 12 digits, and it is '${role}'.`);
  if (!SESSION.test(session))
    throw invalid(`RoleSessionName must be 2 to 64 letters, digits or _+=,.@-, and it is '${session}'.`);
  if (!(seconds >= DURATION.least && seconds <= DURATION.most))
    throw invalid(`DurationSeconds must be from ${DURATION.least} to ${DURATION.most}.`);
  const partition = role.split(':', 2)[1] ?? 'aws';
  return (
    '<AssumedRoleUser>' +
    element('AssumedRoleId', `AROA${account}:${session}`) +
    element('Arn', `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`) +
    '</AssumedRoleUser><Credentials>' +
    element('AccessKeyId', account) +
    // Nobody checks what is signed with it.
    element('SecretAccessKey', 'unchecked') +
    element('SessionToken', `role ${name}`) +
    element('Expiration', new Date(now + 1000 * seconds).toISOString().replace(/\.\d+Z$/, 'Z')) +
    '</Credentials>'
  );
}

const invalid = (message: string): AwsError => new AwsError('ValidationError', 400, message);
