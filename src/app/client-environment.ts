/** The services that answer at one address, by the suffix of AWS's endpoint variables. */
const SERVICES = ['DIRECT_CONNECT', 'SECRETS_MANAGER', 'STS'] as const;

/** The endpoints of those services at this address. */
export const clientEndpoints = (url: string): Record<string, string> =>
  Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, url]));

/**
 * The environment in which an unmodified AWS client talks to this Ferrule. Endpoints are set service by service, so
 * that everything else still goes where it went.
 */
export function clientEnvironment(
  url: string,
  region: string,
  credentials = { accessKeyId: 'test', secretAccessKey: 'test' },
): Record<string, string> {
  return {
    ...clientEndpoints(url),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}
