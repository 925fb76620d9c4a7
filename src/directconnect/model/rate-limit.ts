/** The rates that AWS offers for a virtual interface (service model, `VirtualInterface.rateLimit`). */
export const RATE_LIMITS: readonly string[] = [
  ...words('Mbps', '50 100 200 300 400 500 600 700 800 900'),
  ...words('Gbps', '1 1.2 1.5 1.8 2 2.1 2.4 2.7 3 3.2 3.6 4 5 6 7 8 9 10 12 15 18 20 21 24 27 30 32 36 40 50 60 70 80'),
  ...words('Gbps', '100 120 150 180 200 210 240 270 300 320 360 400 450 480 500 540 600 700 800 900'),
  ...words('Tbps', '1 1.1 1.2 1.3 1.4 1.5 1.6'),
];

/** AWS: a dedicated connection has at most ten. */
export const RATE_LIMITERS_PER_PARENT = 10;

const UNITS: Readonly<Record<string, number>> = { Mbps: 1, Gbps: 1_000, Tbps: 1_000_000 };

/** One of the rates above in Mbit/s. */
export const megabitsOfRate = (rate: string): number =>
  Math.round(Number.parseFloat(rate) * (UNITS[rate.slice(-4)] ?? 0));

/** A sum of rates, in the largest unit that keeps it at 1 or more. */
export function formatRate(megabits: number): string {
  if (megabits >= 1_000_000) return `${megabits / 1_000_000}Tbps`;
  return megabits >= 1_000 ? `${megabits / 1_000}Gbps` : `${megabits}Mbps`;
}

function words(unit: string, numbers: string): readonly string[] {
  return numbers.split(' ').map((number) => number + unit);
}
