import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inputShapes } from '../../src/contract/generated/direct-connect.ts';
import { inputShapes as secretsManager } from '../../src/contract/generated/secrets-manager.ts';
import { withNewer } from '../../src/contract/newer-direct-connect.ts';
import type { InputShapes, Shape, StructureShape } from '../../src/contract/shape.ts';
import { NOT_YET, operations } from '../../src/directconnect/operations.ts';
import { NOT_YET as SECRETS_NOT_YET } from '../../src/secretsmanager/operations.ts';
import { CONTENT_TYPE, assertError, call, send } from '../harness/http.ts';
import { suiteFerrule } from '../harness/suite.ts';

/** Values of every JSON type, none of which a member of this shape can have. */
function wrongFor(shape: Shape): readonly unknown[] {
  if (typeof shape === 'object') return 'list' in shape ? ['x', 1, true, {}] : ['x', 1, true, []];
  switch (shape) {
    case 'string':
      return [1, true, [], {}];
    case 'boolean':
      return ['true', 1, [], {}];
    case 'integer':
      return ['1', true, [], {}, 1.5, 1e300];
    case 'number':
    case 'timestamp':
      return ['1', true, [], {}];
    case 'blob':
      return [1, true, [], {}, '*', 'A', 'AB=C', 'A==='];
    case 'document':
      return [];
  }
}

/** A body that has this value at one place, and good ones around it where they are needed to get there. */
function* misfits(shape: StructureShape, path = ''): Generator<{ at: string; body: Record<string, unknown> }> {
  for (const [member, inner] of Object.entries(shape.members)) {
    const at = path + member;
    for (const value of wrongFor(inner)) yield { at, body: { [member]: value } };
    if (typeof inner !== 'object') continue;
    if ('members' in inner)
      for (const deeper of misfits(inner, `${at}.`)) yield { at: deeper.at, body: { [member]: deeper.body } };
    else if ('list' in inner) {
      for (const value of [...wrongFor(inner.list), null]) yield { at: `${at}[0]`, body: { [member]: [value] } };
      if (typeof inner.list === 'object' && 'members' in inner.list)
        for (const deeper of misfits(inner.list, `${at}[0].`))
          yield { at: deeper.at, body: { [member]: [deeper.body] } };
    }
  }
}

const directConnect = withNewer(inputShapes);

describe('a body that is no input', () => {
  const suite = suiteFerrule();

  for (const [what, body] of [
    ['no JSON', 'connectionId=dxcon-fzzzzzzz'],
    ['half a JSON object', '{"connectionId":"dxcon-f'],
    ['two JSON objects', '{}{}'],
    ['XML', '<DescribeConnections/>'],
    ['JSON with a comment', '{} // all of them'],
    ['a byte order mark within', '{"a":\ufeff1}'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
    ['a lone octet', Buffer.from([0xff])],
    ['a zero octet', Buffer.from([0])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a hundred thousand objects within each other, unfinished', '{"a":'.repeat(100_000)],
  ] as const) {
    it(`such as ${what} is a SerializationException`, async () => {
      const answer = await call(suite.ferrule.url, 'DescribeConnections', body);
      assert.equal(assertError(answer, 400, 'SerializationException'), 'The request body is not valid JSON in UTF-8.');
    });
  }

  for (const body of ['null', 'true', '0', '"{}"', '[]', '[{}]']) {
    it(`such as ${body} is refused for its kind`, async () => {
      const answer = await call(suite.ferrule.url, 'DescribeConnections', body);
      assert.equal(assertError(answer, 400, 'SerializationException'), 'The request body must be a JSON object.');
    });
  }

  it('is refused before anything is looked at, however deep it goes where nobody asks', async () => {
    const deep = `{"unknown":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const answer = await call(suite.ferrule.url, 'DescribeLags', deep);
    assert.equal(answer.status, 200, answer.text.slice(0, 200));
  });
});

describe('a member of the wrong type is a SerializationException that names it', () => {
  const suite = suiteFerrule();

  const served = (shapes: InputShapes, notYet: readonly string[]): [string, StructureShape][] =>
    Object.entries(shapes).filter(([operation]) => !notYet.includes(operation));
  for (const [prefix, messageMember, list] of [
    ['OvertureService', 'message', served(directConnect, NOT_YET)],
    ['secretsmanager', 'Message', served(secretsManager, SECRETS_NOT_YET)],
  ] as const) {
    for (const [operation, shape] of list) {
      it(`${prefix}.${operation}`, async () => {
        for (const { at, body } of misfits(shape)) {
          const answer = await send(suite.ferrule.url, {
            headers: { 'content-type': CONTENT_TYPE, 'x-amz-target': `${prefix}.${operation}` },
            body: JSON.stringify(body),
          });
          const message = assertError(answer, 400, 'SerializationException', messageMember);
          assert.ok(message.startsWith(`Invalid type: ${at} must be `), `${JSON.stringify(body)}: ${message}`);
        }
      });
    }
  }
});

describe('a required member that is missing is refused by name', () => {
  const suite = suiteFerrule();

  for (const operation of Object.keys(operations)) {
    const required = directConnect[operation]?.required ?? [];
    if (required.length === 0) continue;
    it(operation, async () => {
      const message = assertError(await call(suite.ferrule.url, operation), 400, 'DirectConnectClientException');
      assert.match(message, /^Field \w+ is required\.$/);
      assert.ok(required.some((member) => message === `Field ${member} is required.`));
      for (const member of required) {
        const nulls = { [member]: null };
        assertError(await call(suite.ferrule.url, operation, nulls), 400, 'DirectConnectClientException');
      }
    });
  }
});
