import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalClock } from '../clock.ts';
import { answerDynamo } from '../dynamodb/answer.ts';
import { startMemoryDynamo } from '../dynamodb/memory-server.ts';
import { forward } from '../gateway/forward.ts';
import type { ServiceBackend } from '../gateway/gateway.ts';
import type { TableStore } from './choose-store.ts';
import { createTables } from './create-resources.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';

export type RunningStore = {
  /** Does calls of DynamoDB and of DynamoDB Streams. */
  readonly backend: ServiceBackend;
  /** The same store by itself, over HTTP. */
  readonly url: string;
  /** How many stream records there have been, where the store tells: its streams need not be asked whether there are more. */
  readonly changes?: () => number;
};

export type StoreOptions = {
  readonly plan: CloudPlan;
  readonly clock: LocalClock;
  /** Told how to stop what runs as soon as it does. */
  readonly started: (stop: () => Promise<void>) => void;
};

const startEmulator = async ({ plan, started }: StoreOptions): Promise<RunningStore> => {
  const { url, stop } = await startDynamoDbLocal();
  started(stop);
  const backend: ServiceBackend = (call, gone) => forward(url, call, gone);
  await createTables(plan, (call) => forward(url, call));
  return { url, backend };
};

/** The service itself takes up to a few days. */
const EXPIRE_EVERY_MS = 60_000;

/**
 * Streams and tokens go by the machine's time, as in DynamoDB Local: what reads a stream measures ages by it, and a clock
 * that is put on by days must not lose what nobody has read yet. Only items expire by the local clock.
 */
const startMemory = async ({ plan, clock, started }: StoreOptions): Promise<RunningStore> => {
  const { url, store, stop } = await startMemoryDynamo({ now: Date.now, region: plan.place.region });
  let changes = 0;
  store.onChange(() => {
    changes += 1;
  });
  const timer = setInterval(() => store.expire(clock.now()), EXPIRE_EVERY_MS).unref();
  started(() => {
    clearInterval(timer);
    return stop();
  });
  const backend: ServiceBackend = (call) => answerDynamo(store, call);
  await createTables(plan, async (call) => answerDynamo(store, call));
  for (const { name: TableName, expiryAttribute: AttributeName } of plan.tables) {
    const TimeToLiveSpecification = { AttributeName, Enabled: true };
    if (AttributeName !== undefined) {
      store.perform('UpdateTimeToLive', { TableName, TimeToLiveSpecification });
    }
  }
  return { url, backend, changes: () => changes };
};

const STARTS: Readonly<Record<TableStore, (options: StoreOptions) => Promise<RunningStore>>> = {
  'dynamodb-local': startEmulator,
  memory: startMemory,
};

/** Starts what keeps the tables, and makes those of the plan. */
export const startTableStore = (store: TableStore, options: StoreOptions): Promise<RunningStore> =>
  STARTS[store](options);
