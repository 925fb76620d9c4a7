import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

interface Asked {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

interface Listed {
  readonly ids: readonly (string | undefined)[];
  readonly nextToken: string | undefined;
}

/** A list that can be paged: how to ask for a page, and how to make one more item. */
interface PagedList {
  readonly name: string;
  readonly page: (client: DirectConnect, asked: Asked) => Promise<Listed>;
  readonly make: (client: DirectConnect) => Promise<string>;
  readonly remove: (client: DirectConnect, id: string) => Promise<unknown>;
}

let parent = '';

const LISTS: readonly PagedList[] = [
  {
    name: 'DescribeConnections',
    page: async (client, asked) => {
      const { connections = [], nextToken } = await client.describeConnections(asked);
      return { ids: connections.map(({ connectionId }) => connectionId), nextToken };
    },
    make: (client) => orderConnection(client),
    remove: (client, connectionId) => client.deleteConnection({ connectionId }),
  },
  {
    name: 'DescribeInterconnects',
    page: async (client, asked) => {
      const { interconnects = [], nextToken } = await client.describeInterconnects(asked);
      return { ids: interconnects.map(({ interconnectId }) => interconnectId), nextToken };
    },
    make: (client) => orderMacSecInterconnect(client),
    remove: (client, interconnectId) => client.deleteInterconnect({ interconnectId }),
  },
  {
    name: 'DescribeLags',
    page: async (client, asked) => {
      const { lags = [], nextToken } = await client.describeLags(asked);
      return { ids: lags.map(({ lagId }) => lagId), nextToken };
    },
    make: async (client) => (await orderLag(client)).lagId,
    remove: (client, lagId) => client.deleteLag({ lagId }),
  },
  {
    name: 'DescribeHostedConnections',
    page: async (client, asked) => {
      const { connections = [], nextToken } = await client.describeHostedConnections({
        connectionId: parent,
        ...asked,
      });
      return { ids: connections.map(({ connectionId }) => connectionId), nextToken };
    },
    make: (client) => allocateHosted(client, parent, '222222222222'),
    remove: (client, connectionId) => client.deleteConnection({ connectionId }),
  },
];

/** All pages of this many, one after the other. */
async function pages(list: PagedList, client: DirectConnect, maxResults: number): Promise<Listed['ids'][]> {
  const all: Listed['ids'][] = [];
  let nextToken: string | undefined;
  do {
    const page = await list.page(client, { maxResults, ...(nextToken === undefined ? {} : { nextToken }) });
    all.push(page.ids);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return all;
}

for (const list of LISTS) {
  describe(`the pages of ${list.name}`, () => {
    const suite = suiteFerrule();
    const made: string[] = [];
    before(async () => {
      parent = await orderMacSecInterconnect(suite.dx, { bandwidth: '100Gbps' });
      if (list.name === 'DescribeInterconnects') await suite.dx.deleteInterconnect({ interconnectId: parent });
      for (let count = 0; count < 12; count += 1) made.push(await list.make(suite.dx));
    });

    it('are one without maxResults, in order of creation', async () => {
      assert.deepEqual(await list.page(suite.dx, {}), { ids: made, nextToken: undefined });
    });

    it('have as many items as asked for, each once, in order of creation', async () => {
      for (const size of [1, 5, 6, 12, 13]) {
        const all = await pages(list, suite.dx, size);
        assert.deepEqual(all.flat(), made);
        assert.ok(all.slice(0, -1).every((page) => page.length === size));
        assert.equal(all.length, Math.ceil(made.length / size));
      }
    });

    it('go on without maxResults to the end', async () => {
      const { nextToken = '' } = await list.page(suite.dx, { maxResults: 3 });
      assert.deepEqual(await list.page(suite.dx, { nextToken }), { ids: made.slice(3), nextToken: undefined });
    });

    it('refuse maxResults below 1', async () => {
      for (const maxResults of [0, -1])
        await clientRefusal(
          list.page(suite.dx, { maxResults }),
          `maxResults ${maxResults} is not valid: it must be from 1 to 100.`,
        );
    });

    it("refuse another list's token, and what is none", async () => {
      for (const other of LISTS.filter((candidate) => candidate !== list)) {
        const token = Buffer.from(JSON.stringify({ v: 1, l: other.name, i: 1 })).toString('base64');
        await clientRefusal(list.page(suite.dx, { nextToken: token }), /^The nextToken is not valid/);
      }
      for (const nextToken of [
        '',
        'x',
        'bnVsbA==',
        'W10=',
        Buffer.from(`{"l":"${list.name}","i":"1"}`).toString('base64'),
      ])
        await clientRefusal(list.page(suite.dx, { nextToken }), /^The nextToken is not valid/);
    });

    it('leave nothing out when items go between two of them, and show what has come', async () => {
      const { ids: first, nextToken = '' } = await list.page(suite.dx, { maxResults: 6 });
      const gone = [made[2], made[5], made[6], made[9]].map(String);
      for (const id of gone) await list.remove(suite.dx, id);
      made.push(await list.make(suite.dx));
      const rest = await list.page(suite.dx, { nextToken });
      assert.deepEqual(
        [...first, ...rest.ids],
        made.filter((id) => !gone.slice(2).includes(id)),
      );
    });
  });
}

describe('a page', () => {
  const suite = suiteFerrule();

  it('has at most 100 items, whatever was asked for', async () => {
    await Promise.all(Array.from({ length: 103 }, () => orderConnection(suite.dx)));
    const [list] = LISTS;
    assert.ok(list);
    const { ids } = await list.page(suite.dx, {});
    assert.equal(ids.length, 103);
    for (const maxResults of [101, 103, 1_000_000]) {
      const page = await list.page(suite.dx, { maxResults });
      assert.deepEqual(page.ids, ids.slice(0, 100));
      assert.ok(page.nextToken);
    }
  });
});
