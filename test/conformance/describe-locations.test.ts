import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DescribeLocations', () => {
  const suite = suiteFerrule();

  it('answers every member of EqDC2, which has 1G, 10G and 100G', async () => {
    const { locations } = await suite.dx.describeLocations({});
    const location = locations?.find(({ locationCode }) => locationCode === 'EqDC2');
    assert.deepEqual(location, {
      locationCode: 'EqDC2',
      locationName: 'Equinix DC2/DC11, Ashburn, VA',
      region: 'us-east-1',
      availablePortSpeeds: ['1G', '10G', '100G', '400G'],
      availableProviders: location?.availableProviders,
      availableMacSecPortSpeeds: ['10G', '100G', '400G'],
    });
    assert.ok((location?.availableProviders?.length ?? 0) > 0);
  });

  it("answers the caller's Region alone, in one page", async () => {
    for (const region of ['us-east-1', 'eu-central-1', 'ap-northeast-2']) {
      const { locations, ...rest } = membersOf(await suite.ferrule.directConnect('test', region).describeLocations({}));
      assert.ok((locations?.length ?? 0) >= 3);
      assert.deepEqual(new Set(locations?.map((location) => location.region)), new Set([region]));
      assert.deepEqual(rest, {});
    }
  });

  it('answers an empty list in a Region that has none', async () => {
    const { locations } = await suite.ferrule.directConnect('test', 'us-gov-west-1').describeLocations({});
    assert.deepEqual(locations, []);
  });

  it('answers locations of its own where it was given some', async () => {
    const lab = {
      code: 'LAB1',
      name: 'The lab',
      region: 'eu-west-1',
      portSpeeds: ['10G'],
      macSecPortSpeeds: [],
      providers: [],
    };
    const ferrule = await startFerrule({ locations: [lab] });
    try {
      assert.deepEqual((await ferrule.directConnect('test', 'eu-west-1').describeLocations({})).locations, [
        {
          locationCode: 'LAB1',
          locationName: 'The lab',
          region: 'eu-west-1',
          availablePortSpeeds: ['10G'],
          availableProviders: [],
          availableMacSecPortSpeeds: [],
        },
      ]);
      assert.deepEqual((await ferrule.directConnect().describeLocations({})).locations, []);
    } finally {
      await ferrule.stop();
    }
  });
});
