import { InvalidArgumentError } from 'commander';

// What several commands take: each parser answers the text as it is, or refuses it and says what would be right.

export function urlArgument(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('It must be a URL such as http://127.0.0.1:5000.');
  return text;
}

export function regionArgument(text: string): string {
  if (!/^[a-z]+(-[a-z]+)+-[1-9][0-9]*$/.test(text))
    throw new InvalidArgumentError('It must be the name of a Region, such as eu-west-1.');
  return text;
}

export function accountArgument(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('It must be an account id: 12 digits.');
  return text;
}

export function numberArgument(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError(`${text} is no number.`);
  return value;
}
