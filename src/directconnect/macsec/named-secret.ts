import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { KeyPair } from '../model/mac-sec-key.ts';

const ARN = /^arn:[^:]+:secretsmanager:([^:]+):([^:]+):secret:.+$/;

/** The pair in a secret of the caller's, in this Region. */
export async function readNamedSecret(call: Call, arn: string): Promise<KeyPair> {
  const { account, region } = call.caller;
  const match = ARN.exec(arn);
  if (!match) throw clientException(`secretARN ${arn} is not valid: it must be the ARN of a Secrets Manager secret.`);
  if (match[2] !== account)
    throw clientException(`Secret ${arn} belongs to account ${match[2]}: it must be in account ${account}.`);
  if (match[1] !== region)
    throw clientException(`Secret ${arn} is in the Region ${match[1]}: it must be in ${region}.`);
  const reading = await call.secrets.read(call.caller, arn);
  switch (reading.outcome) {
    case 'missing':
      throw clientException(`Secret ${arn} does not exist.`);
    case 'deletion-scheduled':
      throw clientException(
        `Secret ${arn} is scheduled for deletion: restore it first (Secrets Manager RestoreSecret).`,
      );
    case 'unusable':
      throw clientException(
        `Secret ${arn} does not hold a MACsec key: its value must be JSON with "ckn" and "cak" of 64 hexadecimal digits each.`,
      );
    case 'pair':
      if (!reading.managed && call.settings.strictSecrets) {
        throw clientException(
          `Secret ${arn} was not made by Direct Connect: only the secret of an earlier association by ckn and cak can be used.`,
        );
      }
      return reading.pair;
  }
}
