import type { Shape, StructureShape } from '../contract/shape.ts';

/** Why an input could not be decoded: `malformed` is for the protocol, `missing` for a required member. */
export type DecodeFault = { readonly fault: 'malformed' | 'missing'; readonly message: string };
export type DecodeResult = { readonly input: Readonly<Record<string, unknown>> } | DecodeFault;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

class Fault extends Error {
  readonly fault: DecodeFault['fault'];
  constructor(fault: DecodeFault['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}

/**
 * Decodes a request body against an operation's input shape. Unknown members are ignored and null counts as absent, as
 * in AWS JSON 1.1. Messages name the member and the type it should have, never the value, which may be a key.
 */
export function decodeInput(shape: StructureShape, body: Uint8Array): DecodeResult {
  let json: unknown;
  try {
    json = body.length === 0 ? {} : JSON.parse(UTF_8.decode(body));
  } catch {
    return { fault: 'malformed', message: 'The request body is not valid JSON in UTF-8.' };
  }
  if (!isObject(json)) return { fault: 'malformed', message: 'The request body must be a JSON object.' };
  try {
    return { input: structure(shape, json, '') };
  } catch (fault) {
    if (fault instanceof Fault) return { fault: fault.fault, message: fault.message };
    throw fault;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function structure(shape: StructureShape, value: Record<string, unknown>, path: string): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const member of Object.keys(shape.members)) {
    const given = Object.hasOwn(value, member) ? value[member] : undefined;
    const memberShape = shape.members[member];
    if (given === undefined || given === null || memberShape === undefined) continue;
    decoded[member] = decode(memberShape, given, path + member);
  }
  for (const member of shape.required) {
    if (!(member in decoded)) throw new Fault('missing', `Field ${path}${member} is required.`);
  }
  return decoded;
}

function decode(shape: Shape, value: unknown, path: string): unknown {
  if (typeof shape === 'string') return scalar(shape, value, path);
  if ('list' in shape) {
    if (!Array.isArray(value)) throw wrongType(path, 'a list');
    return value.map((item, at) => decode(shape.list, item, `${path}[${at}]`));
  }
  if (!isObject(value)) throw wrongType(path, 'an object');
  if ('map' in shape) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, decode(shape.map, item, `${path}.${key}`)]),
    );
  }
  return structure(shape, value, `${path}.`);
}

function scalar(shape: Exclude<Shape, object>, value: unknown, path: string): unknown {
  switch (shape) {
    case 'string':
      if (typeof value !== 'string') throw wrongType(path, 'a string');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, 'true or false');
      return value;
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongType(path, 'an integer');
      return value;
    case 'number':
      if (typeof value !== 'number') throw wrongType(path, 'a number');
      return value;
    case 'timestamp':
      if (typeof value !== 'number') throw wrongType(path, 'a number of seconds since the epoch');
      return new Date(value * 1000);
    case 'blob':
      return blob(value, path);
    case 'document':
      return value;
  }
}

function blob(value: unknown, path: string): Uint8Array {
  // Padding may be missing, as in `atob`; a length that no octets encode to may not.
  const isBase64 =
    typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.replace(/=+$/, '').length % 4 !== 1;
  if (!isBase64) throw wrongType(path, 'base64 text');
  return Uint8Array.from(atob(value.replace(/=+$/, '')), (character) => character.charCodeAt(0));
}

const wrongType = (path: string, expected: string): Fault =>
  new Fault('malformed', `Invalid type: ${path} must be ${expected}.`);
