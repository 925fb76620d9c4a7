import type { Random } from './random.ts';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPERCASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const NUMBERS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const SPACE = ' ';

/** What a random password is made of. */
export interface PasswordRules {
  readonly length: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly numbers: boolean;
  readonly punctuation: boolean;
  readonly space: boolean;
  readonly excluded: string;
  /** Whether every type that is allowed must occur. */
  readonly eachType: boolean;
}

/** A random password, or why these rules allow none. */
export function newPassword(
  rules: PasswordRules,
  random: Random,
): { readonly password: string } | { readonly fault: 'no-characters' | 'too-short' } {
  const types = alphabets(rules);
  const all = types.join('');
  if (all === '') return { fault: 'no-characters' };
  const required = rules.eachType ? types : [];
  if (required.length > rules.length) return { fault: 'too-short' };
  const characters = Array.from({ length: rules.length }, (_, at) => pick(required[at] ?? all, random));
  return { password: shuffled(characters, random).join('') };
}

/** The characters of each allowed type; a type of which all are excluded is not one. */
function alphabets(rules: PasswordRules): readonly string[] {
  const allowed = [
    rules.lowercase ? LOWERCASE : '',
    rules.uppercase ? UPPERCASE : '',
    rules.numbers ? NUMBERS : '',
    rules.punctuation ? PUNCTUATION : '',
    rules.space ? SPACE : '',
  ];
  return allowed
    .map((type) => [...type].filter((character) => !rules.excluded.includes(character)).join(''))
    .filter((type) => type !== '');
}

const pick = (alphabet: string, random: Random): string => alphabet.charAt(random.below(alphabet.length));

/** Fisher and Yates: every order is as likely as any other. */
function shuffled(characters: readonly string[], random: Random): readonly string[] {
  const order = [...characters];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const at = random.below(last + 1);
    [order[last], order[at]] = [order[at] ?? '', order[last] ?? ''];
  }
  return order;
}
