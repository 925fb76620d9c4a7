import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { membersOf } from '../harness/answers.ts';
import { connectionOf, interconnectOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal, refused } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const arnOf = (id: string, account = '000000000000'): string =>
  `arn:aws:directconnect:us-east-1:${account}:${id.startsWith('dxlag-') ? 'dxlag' : 'dxcon'}/${id}`;

const tagsOf = async (client: DirectConnect, resourceArn: string) =>
  (await client.describeTags({ resourceArns: [resourceArn] })).resourceTags?.[0]?.tags;

const numbered = (from: number, to: number): { key: string; value: string }[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ key: `key ${from + at}`, value: String(from + at) }));

describe('TagResource, UntagResource and DescribeTags', () => {
  const suite = suiteFerrule();

  it('answer nothing, nothing, and the tags in the order in which they came', async () => {
    const resourceArn = arnOf(await orderConnection(suite.dx, { tags: [{ key: 'first', value: '1' }] }));
    const tags = [{ key: 'second', value: '' }, { key: 'third' }];
    assert.deepEqual(membersOf(await suite.dx.tagResource({ resourceArn, tags })), {});
    assert.deepEqual(await tagsOf(suite.dx, resourceArn), [
      { key: 'first', value: '1' },
      { key: 'second', value: '' },
      { key: 'third', value: '' },
    ]);
    assert.deepEqual(membersOf(await suite.dx.untagResource({ resourceArn, tagKeys: ['second', 'unknown'] })), {});
    assert.deepEqual(await tagsOf(suite.dx, resourceArn), [
      { key: 'first', value: '1' },
      { key: 'third', value: '' },
    ]);
  });

  it('give a key that is there the new value, in its place', async () => {
    const resourceArn = arnOf(await orderConnection(suite.dx, { tags: numbered(1, 2) }));
    await suite.dx.tagResource({ resourceArn, tags: [{ key: 'key 1', value: 'new' }] });
    assert.deepEqual(await tagsOf(suite.dx, resourceArn), [
      { key: 'key 1', value: 'new' },
      { key: 'key 2', value: '2' },
    ]);
  });

  it('tell keys apart by case', async () => {
    const tags = [
      { key: 'Key', value: '1' },
      { key: 'key', value: '2' },
    ];
    const resourceArn = arnOf(await orderConnection(suite.dx, { tags }));
    assert.deepEqual(await tagsOf(suite.dx, resourceArn), tags);
  });

  it('are for connections, interconnects and LAGs, which show their tags, too', async () => {
    const tags = [
      { key: 'b', value: '1' },
      { key: 'a', value: '2' },
    ];
    const connectionId = await orderConnection(suite.dx);
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const { lagId } = await orderLag(suite.dx);
    for (const id of [connectionId, interconnectId, lagId]) {
      assert.deepEqual(await tagsOf(suite.dx, arnOf(id)), []);
      await suite.dx.tagResource({ resourceArn: arnOf(id), tags });
      assert.deepEqual(await tagsOf(suite.dx, arnOf(id)), tags);
    }
    assert.deepEqual((await connectionOf(suite.dx, connectionId)).tags, tags);
    assert.deepEqual((await interconnectOf(suite.dx, interconnectId)).tags, tags);
    assert.deepEqual((await lagOf(suite.dx, lagId)).tags, tags);
  });

  it('answer one entry an ARN, in the order asked for, each ARN as it was sent', async () => {
    const [tagged, bare] = [
      await orderConnection(suite.dx, { tags: [{ key: 'a', value: '1' }] }),
      await orderConnection(suite.dx),
    ];
    const resourceArns = [arnOf(bare), arnOf(tagged, ''), arnOf(tagged), arnOf(bare)];
    assert.deepEqual((await suite.dx.describeTags({ resourceArns })).resourceTags, [
      { resourceArn: resourceArns[0], tags: [] },
      { resourceArn: resourceArns[1], tags: [{ key: 'a', value: '1' }] },
      { resourceArn: resourceArns[2], tags: [{ key: 'a', value: '1' }] },
      { resourceArn: resourceArns[3], tags: [] },
    ]);
  });

  it('take an ARN with an empty account field', async () => {
    const id = await orderConnection(suite.dx);
    await suite.dx.tagResource({ resourceArn: arnOf(id, ''), tags: [{ key: 'a', value: '1' }] });
    assert.deepEqual(await tagsOf(suite.dx, arnOf(id)), [{ key: 'a', value: '1' }]);
    await suite.dx.untagResource({ resourceArn: arnOf(id, ''), tagKeys: ['a'] });
    assert.deepEqual(await tagsOf(suite.dx, arnOf(id)), []);
  });

  it('refuse the whole request if one ARN does not exist, naming it', async () => {
    const there = arnOf(await orderConnection(suite.dx));
    const gone = arnOf('dxcon-fzzzzzzz');
    await clientRefusal(suite.dx.describeTags({ resourceArns: [there, gone] }), `Resource ${gone} does not exist.`);
    await clientRefusal(
      suite.dx.tagResource({ resourceArn: gone, tags: [{ key: 'a', value: '1' }] }),
      `Resource ${gone} does not exist.`,
    );
    await clientRefusal(
      suite.dx.untagResource({ resourceArn: gone, tagKeys: ['a'] }),
      `Resource ${gone} does not exist.`,
    );
  });

  it('refuse an ARN of another account, Region, partition, kind or service', async () => {
    const id = await orderConnection(suite.dx);
    for (const resourceArn of [
      `arn:aws:directconnect:us-east-1:111111111111:dxcon/${id}`,
      `arn:aws:directconnect:eu-west-1:000000000000:dxcon/${id}`,
      `arn:aws-cn:directconnect:us-east-1:000000000000:dxcon/${id}`,
      `arn:aws:directconnect:us-east-1:000000000000:dxlag/${id}`,
    ])
      await clientRefusal(
        suite.dx.describeTags({ resourceArns: [resourceArn] }),
        `Resource ${resourceArn} does not exist.`,
      );
    for (const resourceArn of [id, '', `arn:aws:ec2:us-east-1:000000000000:dxcon/${id}`])
      await clientRefusal(suite.dx.describeTags({ resourceArns: [resourceArn] }), /^Resource ARN .* is not valid/);
  });

  it('refuse an ARN that names this Region for a resource of another', async () => {
    const elsewhere = await orderConnection(suite.ferrule.directConnect('test', 'eu-west-1'), { location: 'EqLD5' });
    await clientRefusal(
      suite.dx.describeTags({ resourceArns: [arnOf(elsewhere)] }),
      `Resource ${arnOf(elsewhere)} does not exist.`,
    );
  });

  it('keep a set for each side of a hosted connection', async () => {
    const customer = suite.ferrule.directConnect('111111111111');
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '111111111111', {
      tags: [{ key: 'order', value: 'partner' }],
    });
    const resourceArn = arnOf(connectionId, '111111111111');
    assert.deepEqual(await tagsOf(customer, resourceArn), []);
    await customer.tagResource({ resourceArn, tags: [{ key: 'order', value: 'customer' }] });
    assert.deepEqual((await connectionOf(customer, connectionId)).tags, [{ key: 'order', value: 'customer' }]);
    const { connections } = await suite.dx.describeHostedConnections({ connectionId });
    assert.deepEqual(connections?.[0]?.tags, [{ key: 'order', value: 'partner' }]);
    for (const account of ['111111111111', '000000000000', ''])
      assert.deepEqual(await tagsOf(suite.dx, arnOf(connectionId, account)), [{ key: 'order', value: 'partner' }]);
    await suite.dx.untagResource({ resourceArn, tagKeys: ['order'] });
    assert.deepEqual(await tagsOf(customer, resourceArn), [{ key: 'order', value: 'customer' }]);
  });
});

describe('tags have limits', () => {
  const suite = suiteFerrule();
  const limits = 'TooManyTagsException';

  it('50 a resource, however they come', async () => {
    const id = await orderConnection(suite.dx, { tags: numbered(1, 50) });
    const resourceArn = arnOf(id);
    const before = await tagsOf(suite.dx, resourceArn);
    assert.equal(before?.length, 50);
    await refused(suite.dx.tagResource({ resourceArn, tags: numbered(51, 51) }), limits, /at most 50 tags/);
    assert.deepEqual(await tagsOf(suite.dx, resourceArn), before);
    await suite.dx.tagResource({ resourceArn, tags: [{ key: 'key 50', value: 'again' }] });
    await suite.dx.untagResource({ resourceArn, tagKeys: ['key 1'] });
    await suite.dx.tagResource({ resourceArn, tags: numbered(51, 51) });
  });

  for (const [what, tags, code, message] of [
    ['51 at once', numbered(1, 51), limits, /at most 50 tags/],
    ['a key twice', [{ key: 'a' }, { key: 'b' }, { key: 'a' }], 'DuplicateTagKeysException', /tag key a is given more/],
    ['an empty key', [{ key: '' }], undefined, /^The tag key "" is not valid/],
    ['a key of 129 characters', [{ key: 'k'.repeat(129) }], undefined, /^The tag key "k+" is not valid/],
    ['a value of 257 characters', [{ key: 'a', value: 'v'.repeat(257) }], undefined, /^The value of the tag a is not/],
    ['a key with a character that AWS excludes', [{ key: 'a#b' }], undefined, /^The tag key "a#b" is not valid/],
    ['a value with such a character', [{ key: 'a', value: '<b>' }], undefined, /^The value of the tag a is not valid/],
    ['a reserved key', [{ key: 'aws:name', value: '1' }], undefined, /the prefix aws: is reserved/],
    ['a reserved key in capitals', [{ key: 'AWS:name', value: '1' }], undefined, /the prefix aws: is reserved/],
  ] as const) {
    it(`refuses ${what}, in every call that takes tags`, async () => {
      const resourceArn = arnOf(await orderConnection(suite.dx));
      const interconnectId = await orderMacSecInterconnect(suite.dx);
      const given = [...tags];
      const port = { location: 'EqDC2', bandwidth: '10Gbps' };
      const lag = { location: 'EqDC2', connectionsBandwidth: '10Gbps', lagName: 'x', numberOfConnections: 1 };
      const before = membersOf(await suite.dx.describeConnections({}));
      for (const call of [
        suite.dx.tagResource({ resourceArn, tags: given }),
        suite.dx.createConnection({ ...port, connectionName: 'x', tags: given }),
        suite.dx.createInterconnect({ ...port, interconnectName: 'x', tags: given }),
        suite.dx.createLag({ ...lag, tags: given }),
        suite.dx.createLag({ ...lag, childConnectionTags: given }),
        suite.dx.allocateHostedConnection({
          connectionId: interconnectId,
          ownerAccount: '111111111111',
          bandwidth: '1Gbps',
          connectionName: 'x',
          vlan: 1,
          tags: given,
        }),
      ])
        await refused(call, code ?? 'DirectConnectClientException', message);
      assert.deepEqual(membersOf(await suite.dx.describeConnections({})), before);
      assert.deepEqual((await suite.dx.describeLags({})).lags, []);
    });
  }

  it('take a key of 128 and a value of 256 characters, of any script and the signs that AWS allows', async () => {
    const tags = [
      { key: 'k'.repeat(128), value: 'v'.repeat(256) },
      { key: 'Straße 東京 _.:/=+-@', value: 'Ünïcode ٣ _.:/=+-@' },
    ];
    const resourceArn = arnOf(await orderConnection(suite.dx, { tags }));
    assert.deepEqual(await tagsOf(suite.dx, resourceArn), tags);
  });

  it('need a key', async () => {
    const resourceArn = arnOf(await orderConnection(suite.dx));
    await clientRefusal(
      suite.dx.tagResource({ resourceArn, tags: [{ key: undefined, value: '1' }] }),
      'Field tags[0].key is required.',
    );
    await clientRefusal(suite.dx.tagResource({ resourceArn, tags: undefined }), 'Field tags is required.');
    await clientRefusal(suite.dx.describeTags({ resourceArns: undefined }), 'Field resourceArns is required.');
  });
});
