import assert from 'node:assert/strict';

/** The value at a path into a JSON document; undefined where there is none. */
export function at(document: unknown, ...path: readonly (string | number)[]): unknown {
  let value = document;
  for (const member of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[member];
  }
  return value;
}

/** The text at a path, which must be there. */
export function textAt(document: unknown, ...path: readonly (string | number)[]): string {
  const value = at(document, ...path);
  assert.ok(typeof value === 'string', `no text at ${path.join('.')} of ${JSON.stringify(document)}`);
  return value;
}

/** The list at a path, which must be there. */
export function listAt(document: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = at(document, ...path);
  assert.ok(Array.isArray(value), `no list at ${path.join('.')} of ${JSON.stringify(document)}`);
  return value;
}
