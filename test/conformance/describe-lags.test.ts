import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { lagOf, orderLag } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DescribeLags', () => {
  const suite = suiteFerrule();

  it('lists LAGs with their members, in order of creation', async () => {
    assert.deepEqual(membersOf(await suite.dx.describeLags({})), { lags: [] });
    const [one, two] = [await orderLag(suite.dx, { numberOfConnections: 2 }), await orderLag(suite.dx)];
    const { lags } = await suite.dx.describeLags({});
    assert.deepEqual(
      lags?.map(({ lagId, numberOfConnections, connections }) => [lagId, numberOfConnections, connections?.length]),
      [
        [one.lagId, 2, 2],
        [two.lagId, 0, 0],
      ],
    );
    assert.deepEqual(lags?.[0], await lagOf(suite.dx, one.lagId));
  });

  it('refuses an id that is unknown, or of no form', async () => {
    await clientRefusal(
      suite.dx.describeLags({ lagId: 'dxlag-fzzzzzzz' }),
      'Could not find Lag with ID dxlag-fzzzzzzz',
    );
    for (const lagId of ['doesntexist', 'dxcon-fzzzzzzz', ''])
      await clientRefusal(suite.dx.describeLags({ lagId }), `Lag ID ${lagId} has an invalid format.`);
  });
});
