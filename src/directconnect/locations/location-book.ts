import type { Location } from '../model/location.ts';
import type { LocationBook } from '../ports.ts';

/** Port speeds as DescribeLocations gives them; a connection's bandwidth is the same with `bps` after it. */
export const PORT_SPEEDS = ['1G', '10G', '100G', '400G'] as const;

/** AWS has no MACsec on 1G ports. */
export const MACSEC_PORT_SPEEDS = ['10G', '100G', '400G'] as const;

/** What is wrong with a list of locations that somebody wrote; the message says where. */
export class LocationsError extends Error {
  override readonly name = 'LocationsError';
}

/** The locations by Region, in the order given, and by code. Codes are compared letter by letter, as they are written. */
export function locationBook(locations: readonly Location[]): LocationBook {
  const byCode = new Map<string, Location>();
  const byRegion = new Map<string, Location[]>();
  for (const location of locations) {
    byCode.set(location.code, location);
    const others = byRegion.get(location.region);
    if (others === undefined) byRegion.set(location.region, [location]);
    else others.push(location);
  }
  return { in: (region) => byRegion.get(region) ?? [], find: (code) => byCode.get(code) };
}

/** Reads a replacement for the built-in locations: the parsed JSON of docs/locations.md. Members it does not know are ignored. */
export function readLocations(json: unknown): readonly Location[] {
  if (!Array.isArray(json)) throw new LocationsError(`The locations must be a JSON array, but are ${kindOf(json)}.`);
  const rows: readonly unknown[] = json;
  if (rows.length === 0) throw new LocationsError('The locations are an empty array; at least one is needed.');
  const rowOfCode = new Map<string, number>();
  return rows.map((row, index) => {
    const location = readLocation(row, index + 1);
    const earlier = rowOfCode.get(location.code);
    if (earlier !== undefined)
      throw new LocationsError(
        `Row ${index + 1} (${location.code}): code is also that of row ${earlier}; it must be unique over all Regions.`,
      );
    rowOfCode.set(location.code, index + 1);
    return location;
  });
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const REGION = /^[a-z]+(-[a-z]+)+-[1-9][0-9]*$/;

/** @param number of the row, counted from 1 as people do */
function readLocation(row: unknown, number: number): Location {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new LocationsError(`Row ${number} must be an object, but is ${kindOf(row)}.`);
  const members = new Map<string, unknown>(Object.entries(row));
  const named = members.get('code');
  const where = typeof named === 'string' && CODE.test(named) ? `Row ${number} (${named})` : `Row ${number}`;
  const wrong = (member: string, what: string): LocationsError => new LocationsError(`${where}: ${member} ${what}.`);

  const text = (member: string, value: unknown): string => {
    if (typeof value !== 'string') throw wrong(member, `must be a string, but is ${kindOf(value)}`);
    if (value.trim() === '') throw wrong(member, 'must not be empty');
    return value;
  };
  const texts = (member: string): readonly string[] => {
    const value = members.get(member);
    if (!Array.isArray(value)) throw wrong(member, `must be an array of strings, but is ${kindOf(value)}`);
    const items = (value as readonly unknown[]).map((item, index) => text(`${member}[${index}]`, item));
    const twice = items.find((item, index) => items.indexOf(item) < index);
    if (twice !== undefined) throw wrong(member, `has "${twice}" twice`);
    return items;
  };
  const speeds = (member: string, allowed: readonly string[]): readonly string[] => {
    const items = texts(member);
    const odd = items.find((speed) => !allowed.includes(speed));
    if (odd !== undefined) throw wrong(member, `has "${odd}", which is not one of ${allowed.join(', ')}`);
    return items;
  };

  const code = text('code', named);
  if (!CODE.test(code)) throw wrong('code', `is "${code}", but may have letters, digits, "-", "." and "_" only`);
  const name = text('name', members.get('name'));
  const region = text('region', members.get('region'));
  if (!REGION.test(region))
    throw wrong('region', `is "${region}", which is not the code of a Region such as us-east-1`);
  const portSpeeds = speeds('portSpeeds', PORT_SPEEDS);
  if (portSpeeds.length === 0) throw wrong('portSpeeds', `must have at least one of ${PORT_SPEEDS.join(', ')}`);
  const macSecPortSpeeds = speeds('macSecPortSpeeds', MACSEC_PORT_SPEEDS);
  const lacking = macSecPortSpeeds.find((speed) => !portSpeeds.includes(speed));
  if (lacking !== undefined) throw wrong('macSecPortSpeeds', `has "${lacking}", which portSpeeds has not`);
  return { code, name, region, portSpeeds, macSecPortSpeeds, providers: texts('providers') };
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'left out';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
