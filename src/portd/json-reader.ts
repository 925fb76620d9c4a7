/*
 * Readers of JSON values. A reader gives the value that it has looked at whole, or throws Malformed, which `readJson`
 * turns into a reason. No reason repeats what was read, which may be a key.
 */

/** A value, or why there is none. */
export type Read<T> = { readonly value: T } | { readonly malformed: string };

export type Reader<T> = (value: unknown, path: string) => T;

class Malformed extends Error {}

/** What a line of JSON holds. Never throws, whatever the octets are. */
export function readJson<T>(line: Uint8Array, reader: Reader<T>): Read<T> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    return { malformed: 'it is no JSON' };
  }
  return readValue(parsed, reader);
}

export function readValue<T>(value: unknown, reader: Reader<T>): Read<T> {
  try {
    return { value: reader(value, 'it') };
  } catch (fault) {
    if (fault instanceof Malformed) return { malformed: fault.message };
    throw fault;
  }
}

const wrong = (path: string, wanted: string): never => {
  throw new Malformed(`${path} must be ${wanted}`);
};

/** Text of 1 to `longest` characters without control characters. */
export const text =
  (longest: number): Reader<string> =>
  (value, path) =>
    typeof value === 'string' && value.length > 0 && value.length <= longest && !/\p{Cc}/u.test(value)
      ? value
      : wrong(path, `text of 1 to ${longest} characters`);

/** A whole number, 0 or more. */
export const count: Reader<number> = (value, path) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : wrong(path, 'a whole number');

/** Any finite number. */
export const number: Reader<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : wrong(path, 'a number');

export const flag: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : wrong(path, 'true or false');

export const oneOf =
  <const T extends string | number>(...words: readonly T[]): Reader<T> =>
  (value, path) =>
    words.find((word) => word === value) ?? wrong(path, words.join(' or '));

export const optional =
  <T>(reader: Reader<T>): Reader<T | undefined> =>
  (value, path) =>
    value === undefined ? undefined : reader(value, path);

export const list =
  <T>(reader: Reader<T>, longest: number): Reader<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) && value.length <= longest
      ? value.map((member, at) => reader(member, `${path}[${at}]`))
      : wrong(path, `a list of at most ${longest}`);

/** A text that `parse` makes something of. */
export const parsed =
  <T>(parse: (given: string) => T | undefined, longest: number, wanted: string): Reader<T> =>
  (value, path) =>
    (typeof value === 'string' && value.length <= longest ? parse(value) : undefined) ?? wrong(path, wanted);

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Shaped<S extends Shape> = { readonly [K in keyof S]: ReturnType<S[K]> };

/** An object with these members and no others. */
export const object =
  <S extends Shape>(shape: S): Reader<Shaped<S>> =>
  (value, path) => {
    const given = record(value, path);
    const names = Object.keys(shape);
    if (Object.keys(given).some((name) => !Object.hasOwn(shape, name)))
      wrong(path, `an object with no other members than ${names.join(', ')}`);
    return Object.fromEntries(
      names.flatMap((name) => {
        const member = shape[name]?.(Object.hasOwn(given, name) ? given[name] : undefined, `${path}.${name}`);
        return member === undefined ? [] : [[name, member]];
      }),
    ) as Shaped<S>;
  };

/** Any object; what is in it is for whoever looks at it. */
export const record: Reader<Readonly<Record<string, unknown>>> = (value, path) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : wrong(path, 'an object');

/** An object whose member `type` says which of the readers it is for. */
export const variant =
  <R extends Readonly<Record<string, Reader<{ readonly type: string }>>>>(readers: R): Reader<ReturnType<R[keyof R]>> =>
  (value, path) => {
    const { type } = record(value, path);
    const reader = typeof type === 'string' && Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (!reader) return wrong(`${path}.type`, Object.keys(readers).join(' or '));
    return reader(value, path) as ReturnType<R[keyof R]>;
  };
