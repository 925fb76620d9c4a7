import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { Confidential } from '../crypto/confidential.ts';
import { parseProfiles } from './credentials-profiles.ts';
import type { Profile } from './credentials-profiles.ts';
import { accountOfKeyId } from './credentials.ts';
import type { Credential } from './credentials.ts';

export type DecodedCredentials =
  { readonly credentials: ReadonlyMap<string, Credential> } | { readonly faults: readonly string[] };

export interface CredentialsFile {
  readonly credentials: ReadonlyMap<string, Credential>;
  /** For whoever started us; they hold no secret. */
  readonly warnings: readonly string[];
}

/**
 * Reads a credentials file.
 *
 * @throws Error that names the file and everything that is wrong with it, and repeats no value of it.
 */
export function readCredentialsFile(path: string): CredentialsFile {
  const file = openSync(path, 'r');
  try {
    // Of the open file, so that what is judged is what is read.
    const { mode } = fstatSync(file);
    const decoded = decodeCredentials(readFileSync(file, 'utf8'));
    if ('faults' in decoded) throw new Error(`credentials file ${path}: ${decoded.faults.join('; ')}`);
    const open = process.platform !== 'win32' && (mode & 0o044) !== 0;
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    const warning = `credentials file ${path} can be read by others (mode ${shown}): chmod 600`;
    return { credentials: decoded.credentials, warnings: open ? [warning] : [] };
  } finally {
    closeSync(file);
  }
}

/** The credentials in the text of an AWS-style INI file, by access key id, or everything that is wrong with it. */
export function decodeCredentials(text: string): DecodedCredentials {
  const parsed = parseProfiles(text.replace(/^\uFEFF/, ''));
  if ('faults' in parsed) return parsed;
  if (parsed.profiles.length === 0) return { faults: ['there is no profile in it'] };
  const faults: string[] = [];
  const credentials = new Map<string, Credential>();
  const owners = new Map<string, string>();
  for (const profile of parsed.profiles) {
    const name = JSON.stringify(profile.name);
    const decoded = decodeProfile(profile, (fault) => faults.push(`profile ${name}: ${fault}`));
    if (!decoded) continue;
    const owner = owners.get(decoded.accessKeyId);
    if (owner !== undefined) faults.push(`profiles ${owner} and ${name} have the same aws_access_key_id`);
    owners.set(decoded.accessKeyId, name);
    credentials.set(decoded.accessKeyId, decoded);
  }
  return faults.length > 0 ? { faults } : { credentials };
}

function decodeProfile({ settings }: Profile, fault: (message: string) => void): Credential | undefined {
  let sound = true;
  const refuse = (message: string): undefined => {
    sound = false;
    fault(message);
  };
  const read = (name: string, required: boolean): string | undefined => {
    const value = settings[name];
    if (value === undefined) return required ? refuse(`${name} is missing`) : undefined;
    if (Array.isArray(value)) return refuse(`${name} is there more than once`);
    return typeof value === 'string' && value !== '' ? value : refuse(`${name} is empty or not text`);
  };
  const accessKeyId = read('aws_access_key_id', true);
  const secretAccessKey = read('aws_secret_access_key', true);
  const sessionToken = read('aws_session_token', false);
  const account = read('aws_account_id', false);
  if (accessKeyId !== undefined && !/^[\w.-]{1,128}$/.test(accessKeyId)) {
    refuse('aws_access_key_id has a character other than letters, digits, "_", "-" and ".", or more than 128');
  }
  if (account !== undefined && !/^\d{12}$/.test(account)) refuse('aws_account_id is not twelve digits');
  if (!sound || accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return {
    accessKeyId,
    secretAccessKey: secret(secretAccessKey),
    ...(sessionToken === undefined ? {} : { sessionToken: secret(sessionToken) }),
    account: account ?? accountOfKeyId(accessKeyId),
  };
}

const secret = (text: string): Confidential<'secret value'> => new Confidential('secret value', Buffer.from(text));
