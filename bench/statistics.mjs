/** @param sorted ascending */
export const quantile = (sorted, q) =>
  sorted.length === 0 ? Number.NaN : sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];

export const ascending = (numbers) => [...numbers].sort((a, b) => a - b);

export const median = (numbers) => quantile(ascending(numbers), 0.5);
