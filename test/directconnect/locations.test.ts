import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  LocationsError,
  MACSEC_PORT_SPEEDS,
  PORT_SPEEDS,
  locationBook,
  readLocations,
} from '../../src/directconnect/locations/location-book.ts';
import { LOCATIONS } from '../../src/directconnect/locations/locations.ts';

// prettier-ignore
const COMMERCIAL_REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1',
  'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2',
  'il-central-1', 'me-south-1', 'me-central-1', 'af-south-1', 'ap-south-1', 'ap-south-2', 'ap-east-1', 'ap-east-2',
  'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7',
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3',
];

describe('the built-in locations', () => {
  const book = locationBook(LOCATIONS);

  for (const region of COMMERCIAL_REGIONS) {
    it(`has three with providers in ${region}, one of them with MACsec at 10G and 100G`, () => {
      const locations = book.in(region);
      assert.ok(locations.filter(({ providers }) => providers.length > 0).length >= 3);
      assert.ok(
        locations.some(({ macSecPortSpeeds }) => macSecPortSpeeds.includes('10G') && macSecPortSpeeds.includes('100G')),
      );
    });
  }

  it('has no Region but the commercial ones', () => {
    assert.deepEqual(new Set(LOCATIONS.map(({ region }) => region)), new Set(COMMERCIAL_REGIONS));
  });

  it('is counted right in the documentation', () => {
    const page = readFileSync('docs/locations.md', 'utf8');
    const count = (origin: string) => LOCATIONS.filter(({ codeIs }) => codeIs === origin).length;
    assert.ok(page.includes(`${LOCATIONS.length} rows in the ${COMMERCIAL_REGIONS.length} commercial Regions`));
    assert.ok(page.includes(`"public"\` (${count('public')} rows)`));
    assert.ok(page.includes(`"choice"\` (${count('choice')} rows)`));
  });

  it('has no code twice, not even in other letter case', () => {
    const codes = LOCATIONS.map(({ code }) => code.toUpperCase());
    const twice = codes.filter((code, index) => codes.indexOf(code) < index);
    assert.deepEqual(twice, []);
  });

  it('is what the reader accepts', () => {
    const plain: unknown = JSON.parse(JSON.stringify(LOCATIONS));
    assert.deepEqual(
      readLocations(plain),
      LOCATIONS.map(({ code, name, region, portSpeeds, macSecPortSpeeds, providers }) => ({
        code,
        name,
        region,
        portSpeeds,
        macSecPortSpeeds,
        providers,
      })),
    );
  });

  it('has speeds in AWS’s form, slowest first, and MACsec at none but those of 10G and faster', () => {
    for (const { code, portSpeeds, macSecPortSpeeds } of LOCATIONS) {
      assert.deepEqual(
        portSpeeds,
        PORT_SPEEDS.filter((speed) => portSpeeds.includes(speed)),
        code,
      );
      assert.deepEqual(
        macSecPortSpeeds,
        MACSEC_PORT_SPEEDS.filter((speed) => macSecPortSpeeds.includes(speed)),
        code,
      );
      assert.ok(
        macSecPortSpeeds.every((speed) => portSpeeds.includes(speed)),
        code,
      );
    }
  });

  it('offers 400G at some, with MACsec, in the United States only', () => {
    const fast = LOCATIONS.filter(({ portSpeeds }) => portSpeeds.includes('400G'));
    assert.ok(fast.length > 0);
    for (const { code, region, macSecPortSpeeds } of fast) {
      assert.ok(macSecPortSpeeds.includes('400G'), code);
      assert.match(region, /^us-/, code);
    }
  });

  it('has EqDC2 in us-east-1 with 1G, 10G and 100G, the latter two with MACsec', () => {
    const location = book.find('EqDC2');
    assert.equal(location?.region, 'us-east-1');
    assert.equal(location.name, 'Equinix DC2/DC11, Ashburn, VA');
    for (const speed of ['1G', '10G', '100G']) assert.ok(location.portSpeeds.includes(speed), speed);
    for (const speed of ['10G', '100G']) assert.ok(location.macSecPortSpeeds.includes(speed), speed);
    assert.ok(!location.macSecPortSpeeds.includes('1G'));
  });

  it('has locations with and without MACsec, which clients must tell apart', () => {
    assert.deepEqual(book.find('LGKNX')?.macSecPortSpeeds, []);
    assert.deepEqual(book.find('LGU57')?.macSecPortSpeeds, ['10G', '100G']);
  });

  for (const [code, region] of [
    ['CSVA1', 'us-east-1'],
    ['EqDA2', 'us-east-1'],
    ['CS32A-24FL', 'us-east-1'],
    ['EQC50', 'us-east-2'],
    ['EqSV5', 'us-west-1'],
    ['EqSE2', 'us-west-2'],
    ['EqSe2-EQ', 'us-west-2'],
    ['EqLD5', 'eu-west-1'],
    ['EqFA5', 'eu-central-1'],
    ['EqTY2', 'ap-northeast-1'],
    ['TLS10', 'ap-northeast-2'],
    ['EqSY3', 'ap-southeast-2'],
    ['TNDB', 'sa-east-1'],
    ['TIVIT', 'sa-east-1'],
  ] as const) {
    it(`has ${code} in ${region}`, () => {
      const row = LOCATIONS.find((location) => location.code === code);
      assert.equal(row?.region, region);
      assert.equal(row.codeIs, 'public');
    });
  }
});

describe('a location book', () => {
  const location = (code: string, region: string) => ({
    code,
    name: code,
    region,
    portSpeeds: ['10G'],
    macSecPortSpeeds: [],
    providers: [],
  });
  const [a, b, c] = [location('A1', 'eu-west-1'), location('B1', 'us-east-1'), location('C1', 'eu-west-1')];
  const book = locationBook([a, b, c]);

  it('lists the locations of a Region in the order given', () => {
    assert.deepEqual(book.in('eu-west-1'), [a, c]);
    assert.deepEqual(book.in('us-east-1'), [b]);
  });

  it('has nothing in a Region it does not know', () => {
    assert.deepEqual(book.in('eu-west-9'), []);
    assert.deepEqual(book.in('__proto__'), []);
  });

  it('finds a location by its code as it is written', () => {
    assert.equal(book.find('B1'), b);
    assert.equal(book.find('b1'), undefined);
    assert.equal(book.find('constructor'), undefined);
  });
});

describe('a file of locations', () => {
  const row = {
    code: 'LAB1',
    name: 'Our lab',
    region: 'eu-west-1',
    portSpeeds: ['1G', '10G'],
    macSecPortSpeeds: ['10G'],
    providers: ['Our network team'],
  };

  it('replaces the built-in ones', () => {
    const other = { ...row, code: 'LAB-2', region: 'us-gov-west-1', macSecPortSpeeds: [], providers: [] };
    assert.deepEqual(readLocations([row, other]), [row, other]);
  });

  it('may be the example of the documentation', () => {
    const page = readFileSync('docs/locations.md', 'utf8');
    const example: unknown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
    assert.deepEqual(
      readLocations(example).map(({ code }) => code),
      ['LAB1', 'LAB2'],
    );
  });

  it('may say more than is read', () => {
    assert.deepEqual(readLocations([{ ...row, codeIs: 'choice', note: 'second floor' }]), [row]);
  });

  // prettier-ignore
  const refused: readonly (readonly [what: string, json: unknown, message: string])[] = [
    ['no array', { locations: [row] }, 'The locations must be a JSON array, but are an object.'],
    ['nothing at all', null, 'The locations must be a JSON array, but are null.'],
    ['an empty array', [], 'The locations are an empty array; at least one is needed.'],
    ['a row that is no object', [row, 'LAB2'], 'Row 2 must be an object, but is a string.'],
    ['a row that is an array', [[row]], 'Row 1 must be an object, but is an array.'],
    ['no code', [{ ...row, code: undefined }], 'Row 1: code must be a string, but is left out.'],
    ['an empty code', [{ ...row, code: '' }], 'Row 1: code must not be empty.'],
    ['a code with a blank', [{ ...row, code: 'LAB 1' }], 'Row 1: code is "LAB 1", but may have letters, digits, "-", "." and "_" only.'],
    ['a code that is there already', [row, { ...row, region: 'us-east-1' }], 'Row 2 (LAB1): code is also that of row 1; it must be unique over all Regions.'],
    ['no name', [{ ...row, name: undefined }], 'Row 1 (LAB1): name must be a string, but is left out.'],
    ['a blank name', [{ ...row, name: ' ' }], 'Row 1 (LAB1): name must not be empty.'],
    ['no Region', [{ ...row, region: null }], 'Row 1 (LAB1): region must be a string, but is null.'],
    ['a Region’s name', [{ ...row, region: 'Ireland' }], 'Row 1 (LAB1): region is "Ireland", which is not the code of a Region such as us-east-1.'],
    ['an Availability Zone', [{ ...row, region: 'eu-west-1a' }], 'Row 1 (LAB1): region is "eu-west-1a", which is not the code of a Region such as us-east-1.'],
    ['no port speeds', [{ ...row, portSpeeds: undefined }], 'Row 1 (LAB1): portSpeeds must be an array of strings, but is left out.'],
    ['port speeds in one string', [{ ...row, portSpeeds: '10G' }], 'Row 1 (LAB1): portSpeeds must be an array of strings, but is a string.'],
    ['empty port speeds', [{ ...row, portSpeeds: [] }], 'Row 1 (LAB1): portSpeeds must have at least one of 1G, 10G, 100G, 400G.'],
    ['a speed that is a number', [{ ...row, portSpeeds: ['1G', 10] }], 'Row 1 (LAB1): portSpeeds[1] must be a string, but is a number.'],
    ['a bandwidth for a speed', [{ ...row, portSpeeds: ['10Gbps'] }], 'Row 1 (LAB1): portSpeeds has "10Gbps", which is not one of 1G, 10G, 100G, 400G.'],
    ['a speed twice', [{ ...row, portSpeeds: ['10G', '10G'] }], 'Row 1 (LAB1): portSpeeds has "10G" twice.'],
    ['no MACsec speeds', [{ ...row, macSecPortSpeeds: undefined }], 'Row 1 (LAB1): macSecPortSpeeds must be an array of strings, but is left out.'],
    ['MACsec at 1G', [{ ...row, macSecPortSpeeds: ['1G'] }], 'Row 1 (LAB1): macSecPortSpeeds has "1G", which is not one of 10G, 100G, 400G.'],
    ['MACsec at a speed without ports', [{ ...row, macSecPortSpeeds: ['100G'] }], 'Row 1 (LAB1): macSecPortSpeeds has "100G", which portSpeeds has not.'],
    ['no providers', [{ ...row, providers: undefined }], 'Row 1 (LAB1): providers must be an array of strings, but is left out.'],
    ['a provider without a name', [{ ...row, providers: ['BT', ''] }], 'Row 1 (LAB1): providers[1] must not be empty.'],
    ['a provider twice', [{ ...row, providers: ['BT', 'BT'] }], 'Row 1 (LAB1): providers has "BT" twice.'],
    ['a fault in a later row', [row, { ...row, code: 'LAB2' }, { ...row, code: 'LAB3', name: 3 }], 'Row 3 (LAB3): name must be a string, but is a number.'],
  ];
  for (const [what, json, message] of refused) {
    it(`is refused for ${what}`, () => {
      assert.throws(() => readLocations(json), new LocationsError(message));
    });
  }
});
