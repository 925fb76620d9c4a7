import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { newPassword } from '../model/password.ts';

const LENGTH = 32;

/** A random password, of every character type unless some are left out. */
export const getRandomPassword: Handler<'GetRandomPassword', Call> = (input, call) => {
  const made = newPassword(
    {
      length: input.PasswordLength ?? LENGTH,
      lowercase: !input.ExcludeLowercase,
      uppercase: !input.ExcludeUppercase,
      numbers: !input.ExcludeNumbers,
      punctuation: !input.ExcludePunctuation,
      space: input.IncludeSpace ?? false,
      excluded: input.ExcludeCharacters ?? '',
      eachType: input.RequireEachIncludedType ?? true,
    },
    call.random,
  );
  if ('password' in made) return { RandomPassword: made.password };
  throw invalidParameter(
    made.fault === 'too-short'
      ? 'Password length is too short based on the required types.'
      : 'No characters are left for the password: every one is excluded.',
  );
};
