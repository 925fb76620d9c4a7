/** `10Gbps` as a location lists it: `10G`. */
export const portSpeed = (bandwidth: string): string => bandwidth.replace(/bps$/, '');

const UNITS: Readonly<Record<string, number>> = { M: 1, G: 1_000 };

/** A bandwidth such as `500Mbps` or `10Gbps` in Mbit/s; undefined if it is not of that form. */
export function megabitsPerSecond(bandwidth: string): number | undefined {
  const match = /^([1-9][0-9]*)([MG])bps$/.exec(bandwidth);
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0) : undefined;
}

/** AWS: a LAG has at most four members below 100 Gbit/s, and two from there on. */
export const membersPerLag = (bandwidth: string): number => ((megabitsPerSecond(bandwidth) ?? 0) >= 100_000 ? 2 : 4);
