import type { Authenticate } from '../awsjson/authenticate.ts';
import { JsonFrontDoor } from '../awsjson/front-door.ts';
import { approve, approveAll } from '../directconnect/approve.ts';
import type { Moment } from '../directconnect/call.ts';
import { dueUnder } from '../directconnect/lifecycle.ts';
import type { PortControl } from '../directconnect/ports.ts';
import { settle } from '../directconnect/settle.ts';
import { AdminApi, isLoopback } from '../http/admin.ts';
import { createRouter } from '../http/router.ts';
import { HttpServer } from '../http/server.ts';
import { directConnectService } from './direct-connect-service.ts';
import type { InUnit, World } from './direct-connect-service.ts';
import { createLog } from './log.ts';
import type { FerruleOptions } from './options.ts';
import { RandomPool, createIds } from './random.ts';
import { openStore } from './store.ts';

export interface RunningFerrule {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** No port is attached yet, so nothing reports encryption. */
const NO_PORTS: PortControl = { isEncrypted: () => false };
