import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect, DirectConnectGateway } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { clientRefusal, refused } from '../harness/refusal.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

async function create(dx: DirectConnect, name = 'gateway', amazonSideAsn?: number): Promise<string> {
  const { directConnectGateway } = await dx.createDirectConnectGateway({
    directConnectGatewayName: name,
    amazonSideAsn,
  });
  assert.ok(directConnectGateway?.directConnectGatewayId);
  return directConnectGateway.directConnectGatewayId;
}

async function gatewayOf(dx: DirectConnect, directConnectGatewayId: string): Promise<DirectConnectGateway | undefined> {
  const { directConnectGateways } = await dx.describeDirectConnectGateways({ directConnectGatewayId });
  return directConnectGateways?.[0];
}

describe('Direct Connect gateways', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('are made with a name, an ASN and tags, and are available at once', async () => {
    const { directConnectGateway } = await dx.createDirectConnectGateway({
      directConnectGatewayName: 'first',
      amazonSideAsn: 64_600,
      tags: [{ key: 'stage', value: 'test' }],
    });
    const { directConnectGatewayId = '', ...rest } = directConnectGateway ?? {};
    assert.match(directConnectGatewayId, UUID);
    assert.deepEqual(rest, {
      directConnectGatewayName: 'first',
      amazonSideAsn: 64_600,
      ownerAccount: '000000000000',
      directConnectGatewayState: 'available',
      tags: [{ key: 'stage', value: 'test' }],
    });
    assert.deepEqual(await gatewayOf(dx, directConnectGatewayId), directConnectGateway);
  });

  it('have the ASN 64512 unless told otherwise', async () => {
    assert.equal((await gatewayOf(dx, await create(dx)))?.amazonSideAsn, 64_512);
  });

  for (const asn of [64_512, 65_534, 4_200_000_000, 4_294_967_294]) {
    it(`take the ASN ${asn}`, async () => {
      assert.equal((await gatewayOf(dx, await create(dx, 'asn', asn)))?.amazonSideAsn, asn);
    });
  }

  for (const asn of [0, -1, 7224, 64_511, 65_535, 4_199_999_999, 4_294_967_295]) {
    it(`refuse the ASN ${asn}`, async () => {
      const before = await dx.describeDirectConnectGateways({});
      await clientRefusal(
        create(dx, 'asn', asn),
        `amazonSideAsn ${asn} is not valid: it must be a private ASN, from 64512 to 65534 or from 4200000000 to 4294967294.`,
      );
      assert.deepEqual(
        (await dx.describeDirectConnectGateways({})).directConnectGateways,
        before.directConnectGateways,
      );
    });
  }

  for (const [what, name] of [
    ['no name', ''],
    ['101 characters', 'x'.repeat(101)],
    ['a line break', 'a\nb'],
  ] as const) {
    it(`refuse ${what} as a name, when made and when renamed`, async () => {
      await clientRefusal(create(dx, name), /^directConnectGatewayName is not valid: a name has 1 to 100 characters/);
      const directConnectGatewayId = await create(dx, 'kept');
      await clientRefusal(
        dx.updateDirectConnectGateway({ directConnectGatewayId, newDirectConnectGatewayName: name }),
        /^newDirectConnectGatewayName is not valid/,
      );
      assert.equal((await gatewayOf(dx, directConnectGatewayId))?.directConnectGatewayName, 'kept');
    });
  }

  it('are renamed', async () => {
    const directConnectGatewayId = await create(dx, 'old');
    const { directConnectGateway } = await dx.updateDirectConnectGateway({
      directConnectGatewayId,
      newDirectConnectGatewayName: 'new',
    });
    assert.equal(directConnectGateway?.directConnectGatewayName, 'new');
    assert.deepEqual(await gatewayOf(dx, directConnectGatewayId), directConnectGateway);
  });

  it('are deleting in the answer, and gone afterwards', async () => {
    const directConnectGatewayId = await create(dx);
    const { directConnectGateway } = await dx.deleteDirectConnectGateway({ directConnectGatewayId });
    assert.equal(directConnectGateway?.directConnectGatewayId, directConnectGatewayId);
    assert.equal(directConnectGateway?.directConnectGatewayState, 'deleting');
    assert.equal(await gatewayOf(dx, directConnectGatewayId), undefined);
    await clientRefusal(
      dx.deleteDirectConnectGateway({ directConnectGatewayId }),
      `Direct Connect Gateway ${directConnectGatewayId} does not exist.`,
    );
  });

  it('that are unknown are an empty list, and cannot be renamed or deleted', async () => {
    for (const directConnectGatewayId of [UNKNOWN, 'foobar']) {
      assert.deepEqual((await dx.describeDirectConnectGateways({ directConnectGatewayId })).directConnectGateways, []);
      await clientRefusal(
        dx.updateDirectConnectGateway({ directConnectGatewayId, newDirectConnectGatewayName: 'x' }),
        /does not exist/,
      );
      await clientRefusal(dx.deleteDirectConnectGateway({ directConnectGatewayId }), /does not exist/);
    }
  });

  it('are the same from every Region, and unseen by other accounts', async () => {
    const directConnectGatewayId = await create(dx, 'global');
    const elsewhere = ferrule.directConnect('test', 'eu-west-1');
    assert.deepEqual(await gatewayOf(elsewhere, directConnectGatewayId), await gatewayOf(dx, directConnectGatewayId));
    await elsewhere.updateDirectConnectGateway({ directConnectGatewayId, newDirectConnectGatewayName: 'from afar' });
    assert.equal((await gatewayOf(dx, directConnectGatewayId))?.directConnectGatewayName, 'from afar');

    const stranger = ferrule.directConnect('111111111111');
    assert.equal(await gatewayOf(stranger, directConnectGatewayId), undefined);
    assert.deepEqual((await stranger.describeDirectConnectGateways({})).directConnectGateways, []);
    await clientRefusal(stranger.deleteDirectConnectGateway({ directConnectGatewayId }), /does not exist/);
    await clientRefusal(
      stranger.updateDirectConnectGateway({ directConnectGatewayId, newDirectConnectGatewayName: 'mine' }),
      /does not exist/,
    );
    assert.equal((await gatewayOf(dx, directConnectGatewayId))?.directConnectGatewayName, 'from afar');
  });

  it('are tagged by an ARN without a Region', async () => {
    const id = await create(dx, 'tagged');
    for (const resourceArn of [
      `arn:aws:directconnect::000000000000:dx-gateway/${id}`,
      `arn:aws:directconnect:::dx-gateway/${id}`,
    ]) {
      await ferrule
        .directConnect('test', 'eu-west-1')
        .tagResource({ resourceArn, tags: [{ key: 'a', value: resourceArn }] });
      const { resourceTags } = await dx.describeTags({ resourceArns: [resourceArn] });
      assert.deepEqual(resourceTags, [{ resourceArn, tags: [{ key: 'a', value: resourceArn }] }]);
      assert.deepEqual((await gatewayOf(dx, id))?.tags, [{ key: 'a', value: resourceArn }]);
      await dx.untagResource({ resourceArn, tagKeys: ['a'] });
      assert.deepEqual((await gatewayOf(dx, id))?.tags, []);
    }
    for (const resourceArn of [
      `arn:aws:directconnect:us-east-1:000000000000:dx-gateway/${id}`,
      `arn:aws:directconnect::111111111111:dx-gateway/${id}`,
      `arn:aws:directconnect::000000000000:dx-gateway/${UNKNOWN}`,
    ]) {
      await clientRefusal(dx.describeTags({ resourceArns: [resourceArn] }), `Resource ${resourceArn} does not exist.`);
    }
    await clientRefusal(
      ferrule
        .directConnect('111111111111')
        .describeTags({ resourceArns: [`arn:aws:directconnect::000000000000:dx-gateway/${id}`] }),
      /does not exist/,
    );
  });

  it('refuse tags that are wrong', async () => {
    const tag = { key: 'a', value: 'b' };
    const order = { directConnectGatewayName: 'tags' };
    await refused(
      dx.createDirectConnectGateway({ ...order, tags: [tag, tag] }),
      'DuplicateTagKeysException',
      /given more than once/,
    );
    const many = Array.from({ length: 51 }, (_, at) => ({ key: `key ${at}`, value: '' }));
    await refused(dx.createDirectConnectGateway({ ...order, tags: many }), 'TooManyTagsException', /at most 50/);
  });

  it('come in pages', async () => {
    const pager = ferrule.directConnect('222222222222');
    const ids = [];
    for (const name of ['a', 'b', 'c']) ids.push(await create(pager, name));
    const first = await pager.describeDirectConnectGateways({ maxResults: 2 });
    const second = await pager.describeDirectConnectGateways({ maxResults: 2, nextToken: first.nextToken });
    assert.deepEqual(
      [...(first.directConnectGateways ?? []), ...(second.directConnectGateways ?? [])].map(
        (gateway) => gateway.directConnectGatewayId,
      ),
      ids,
    );
    assert.equal(second.nextToken, undefined);
    assert.equal((await pager.describeDirectConnectGateways({})).directConnectGateways?.length, 3);
  });

  it('are 200 at most, where quotas hold', async () => {
    const strict = await startFerrule({ quotas: 'aws' });
    try {
      const client = strict.directConnect();
      await Promise.all(Array.from({ length: 200 }, (_, at) => create(client, `gateway ${at}`)));
      await clientRefusal(create(client, 'one more'), /The quota of 200 Direct Connect gateways is exceeded/);
      await create(strict.directConnect('111111111111'), 'of another account');
    } finally {
      await strict.stop();
    }
  });
});
