import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findUsable } from '../find-secret.ts';
import { readValue } from '../read-value.ts';
import { valueView } from '../view/value-view.ts';

/** The value of a secret: of its current version, or of the one asked for. */
export const getSecretValue: Handler<'GetSecretValue', Call> = async (input, call) =>
  valueView(await readValue(await findUsable(input.SecretId, call), input, call));
