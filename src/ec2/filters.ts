import { AwsError } from '../contract/aws-error.ts';

/** A filter of a request: any of its values fits, in which `*` and `?` stand for any characters and any one. */
export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** What filters look at, by their names; a name that is not here is no filter of the operation. */
export type Filterable = Readonly<Record<string, readonly string[]>>;

/** `Filter.1.Name`, `Filter.1.Value.1`, … */
export function filtersOf(parameters: URLSearchParams): readonly Filter[] {
  const filters: Filter[] = [];
  for (let at = 1; ; at += 1) {
    const name = parameters.get(`Filter.${at}.Name`);
    if (name === null) return filters;
    filters.push({ name, values: listOf(parameters, `Filter.${at}.Value`) });
  }
}

/** `VpnGatewayId.1`, `VpnGatewayId.2`, … */
export function listOf(parameters: URLSearchParams, name: string): readonly string[] {
  const values: string[] = [];
  for (let at = 1; ; at += 1) {
    const value = parameters.get(`${name}.${at}`);
    if (value === null) return values;
    values.push(value);
  }
}

/** The values that a filter of that name lets through as they stand; empty if there is none, or one with wild cards. */
export function exactly(filters: readonly Filter[], name: string): readonly string[] {
  const values = filters.find((filter) => filter.name === name)?.values ?? [];
  return values.some((value) => /[*?\\]/.test(value)) ? [] : values;
}

/** Whether every filter fits. Nothing here has tags, so a filter on one fits nothing. */
export function fits(item: Filterable, filters: readonly Filter[]): boolean {
  return filters.every(({ name, values }) => {
    if (name === 'tag-key' || name.startsWith('tag:')) return false;
    const has = Object.hasOwn(item, name) ? item[name] : undefined;
    if (!has) throw new AwsError('InvalidParameterValue', 400, `The filter '${name}' is invalid`);
    return values.some((value) => has.some((each) => pattern(value).test(each)));
  });
}

const pattern = (value: string): RegExp =>
  new RegExp(
    `^${value
      .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
