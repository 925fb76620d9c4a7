import type { Caller } from '../awsjson/caller.ts';
import type { JsonService } from '../awsjson/service.ts';
import type { Call, Moment } from '../directconnect/call.ts';
import { dueUnder } from '../directconnect/lifecycle.ts';
import { locationBook } from '../directconnect/locations/location-book.ts';
import { LOCATIONS } from '../directconnect/locations/locations.ts';
import { partnersOf } from '../directconnect/ordering/partner.ts';
import { secretDeletionScheduled, secretRestored } from '../directconnect/macsec/secret-deletion.ts';
import type { KeyNotice } from '../directconnect/macsec/secret-deletion.ts';
import type { PortControl, Secrets } from '../directconnect/ports.ts';
import { settle } from '../directconnect/settle.ts';
import type { PortStore } from '../fleet/port-record.ts';
import { PdfLoaPrinter } from '../pdf/loa-printer.ts';
import type { Call as SecretsCall, Work as SecretsWork } from '../secretsmanager/call.ts';
import { settle as settleSecrets } from '../secretsmanager/settle.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { ec2At } from './direct-connect-ec2.ts';
import { directConnectService } from './direct-connect-service.ts';
import type { World } from './direct-connect-service.ts';
import { DirectConnectSecrets } from './direct-connect-secrets.ts';
import type { FerruleOptions } from './options.ts';
import { RandomPool, createIds } from './random.ts';
import { secretsManagerService } from './secrets-manager-service.ts';
import type { Tables } from './store.ts';

/**
 * Runs work as one unit at one instant, over a store in which everything that is due has been done. Where that cannot be
 * stored, as on a full disk, work that only reads sees the store as it is.
 */
export type InUnit = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>;

export interface Services {
  readonly json: readonly JsonService[];
  readonly inUnit: InUnit;
}

/** What a unit of work is made of: Direct Connect's side of it, and Secrets Manager's. */
export interface Unit {
  readonly moment: Moment;
  readonly world: World;
  readonly keySecrets: Secrets;
  readonly secrets: Omit<SecretsCall, 'caller'>;
  readonly ports: PortStore;
}

/**
 * The JSON services of a Ferrule over its store.
 *
 * @param notify told what AWS would write to an owner, once it is so for good
 */
export function createServices(
  options: FerruleOptions,
  work: UnitOfWork<Tables>,
  portControl: PortControl,
  notify: (notice: KeyNotice) => void = () => {},
): Services {
  const random = new RandomPool();
  const { ec2Endpoint } = options;
  const due = dueUnder(options.lifecycle, options.durations);
  const surroundings = {
    ids: createIds(random),
    locations: locationBook(options.locations ?? LOCATIONS),
    ports: portControl,
    loaPrinter: new PdfLoaPrinter(),
    settings: {
      partnerAccounts: options.partnerAccounts && partnersOf(options.partnerAccounts),
      enforceQuotas: options.quotas === 'aws',
      strictSecrets: options.strictSecrets,
    },
  };

  const inUnit: InUnit = async <T>(act: (unit: Unit) => Promise<T>): Promise<T> => {
    let notices: readonly KeyNotice[] = [];
    /** What is due is done first, if it is to be. */
    const unit = async (tables: Tables, settles: boolean): Promise<T> => {
      const now = options.now();
      const moment: Moment = { now, store: tables.directconnect, due };
      const secretsWork: SecretsWork = { now, store: tables.secretsmanager, random, isFull: !settles };
      if (settles && (await tables.isDue(now))) {
        await settle(moment, portControl);
        await settleSecrets(tables.secretsmanager, now);
      }
      return act({
        moment,
        ports: tables.ports,
        world: surroundings,
        keySecrets: new DirectConnectSecrets(secretsWork),
        secrets: {
          now,
          store: tables.secretsmanager,
          random,
          isFull: !settles,
          managedOwner: {
            // Not appended: a unit whose batch failed is run again.
            deletionScheduled: async (arn) => {
              notices = await secretDeletionScheduled(moment, arn);
            },
            restored: (arn) => secretRestored(moment, arn),
          },
        },
      });
    };
    let answer: T;
    try {
      answer = await work.run((tables) => unit(tables, true));
    } catch (fault) {
      if (!work.isFull(fault)) throw fault;
      answer = await work.look((tables) => unit(tables, false));
    }
    for (const notice of notices) notify(notice);
    return answer;
  };

  return {
    inUnit,
    json: [
      directConnectService(
        (caller, act) => inUnit((unit) => act(callOf(unit, caller))),
        ec2Endpoint === undefined ? undefined : (caller) => ec2At(ec2Endpoint, caller, options.now),
      ),
      secretsManagerService((caller, act) => inUnit(({ secrets }) => act({ ...secrets, caller }))),
    ],
  };
}

// Member by member, here and above: a request makes these objects, and spreading several into one is slow.
const callOf = ({ moment, world, keySecrets }: Unit, caller: Caller): Call => ({
  now: moment.now,
  store: moment.store,
  due: moment.due,
  caller,
  secrets: keySecrets,
  ids: world.ids,
  locations: world.locations,
  ports: world.ports,
  loaPrinter: world.loaPrinter,
  settings: world.settings,
});
