import { createAuthenticate } from '../../src/awsjson/create-authenticate.ts';
import { JsonFrontDoor } from '../../src/awsjson/front-door.ts';
import { createAdminApi } from '../../src/app/admin-api.ts';
import { DEFAULTS } from '../../src/app/options.ts';
import type { FerruleOptions } from '../../src/app/options.ts';
import { createServices } from '../../src/app/services.ts';
import { openStore } from '../../src/app/store.ts';
import type { PortControl } from '../../src/directconnect/ports.ts';

/** What came of a request: `error` is the code of a refusal. */
export interface Outcome {
  readonly error: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A Ferrule without its HTTP server and its ports, for tests that ask a great many questions. */
export interface TestCore {
  readonly call: (target: string, input?: object) => Promise<Outcome>;
  readonly approve: (id: string) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

const NO_PORTS: PortControl = { isEncrypted: () => false, isSettling: () => false, isOperational: () => true };

export function startCore(options: Partial<FerruleOptions> = {}, ports = NO_PORTS): TestCore {
  const all = { ...DEFAULTS, ...options };
  const store = openStore(all.dataDirectory, all.masterKey);
  const services = createServices(all, store.work, ports);
  const authenticate = createAuthenticate({
    mode: 'off',
    credentials: new Map(),
    defaultRegion: all.region,
    now: all.now,
  });
  const door = new JsonFrontDoor(services.json, authenticate);
  const admin = createAdminApi(all, services, store, {});
  const octets = (input: object): Uint8Array => new TextEncoder().encode(JSON.stringify(input));
  const outcome = (response: { status: number; body: string }): Outcome => {
    const body = JSON.parse(response.body) as Readonly<Record<string, unknown>>;
    return { error: response.status === 200 ? undefined : String(body['__type'] ?? response.status), body };
  };
  return {
    call: async (target, input = {}) => {
      const headers = { 'x-amz-target': target.includes('.') ? target : `OvertureService.${target}` };
      return outcome((await door.handle({ method: 'POST', url: '/', headers, body: octets(input) })).response);
    },
    approve: async (id) => {
      const path = '/_ferrule/approve';
      const body = octets({ id });
      return outcome(await admin.handle({ method: 'POST', url: path, headers: {}, body, remoteAddress: '::1' }, path));
    },
    close: () => store.close(),
  };
}
