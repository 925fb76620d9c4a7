import { resolve } from 'node:path';
import { AwsError } from '../contract/aws-error.ts';
import { approve, approveAll } from '../directconnect/approve.ts';
import { AdminApi } from '../http/admin.ts';
import type { AdminRoutes } from '../http/admin.ts';
import type { FerruleOptions } from './options.ts';
import type { Services } from './services.ts';
import type { OpenStore } from './store.ts';
import { version } from './version.ts';

/** What whoever runs this Ferrule can do with it: see how it is, approve what waits, begin anew. */
export function createAdminApi(
  options: FerruleOptions,
  services: Services,
  store: OpenStore,
  ports: AdminRoutes,
): AdminApi {
  return new AdminApi({
    ...ports,
    'GET /_ferrule/status': async () => ({
      version,
      lifecycle: options.lifecycle,
      auth: options.auth,
      data: options.dataDirectory === undefined ? 'memory' : resolve(options.dataDirectory),
      holds: await store.count(),
    }),
    'POST /_ferrule/reset': async () => {
      await store.erase();
      return {};
    },
    'POST /_ferrule/approve': ({ id, to, all }) =>
      services.inUnit(async ({ moment }) => {
        const target = optionalText(to, 'to');
        if (all === true) return { approvals: await approveAll(moment, target) };
        if (typeof id !== 'string')
          throw invalid(
            'id must name a connection, interconnect, LAG, virtual interface, BGP peer or gateway association, unless all is true.',
          );
        return { approvals: [await approve(moment, id, target)] };
      }),
  });
}

function optionalText(value: unknown, member: string): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw invalid(`${member} must be text.`);
}

const invalid = (message: string): AwsError => new AwsError('ValidationError', 400, message);
