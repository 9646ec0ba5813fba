import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalClock } from '../clock.ts';
import { forward } from '../gateway/forward.ts';
import type { ServiceBackend } from '../gateway/gateway.ts';
import { withMessageMoves } from '../gateway/message-moves.ts';
import { type ChosenStore, chooseStore, type TableStore } from './choose-store.ts';
import { createQueuesAndBuckets } from './create-resources.ts';
import { type QueuesAndObjects, startQueuesAndObjects } from './queues-and-objects.ts';
import { type RunningStore, startTableStore } from './table-stores.ts';

export type Backends = {
  readonly services: Readonly<Record<'dynamodb' | 'sqs' | 's3', ServiceBackend>>;
  readonly depth: QueuesAndObjects['depth'];
  readonly store: ChosenStore;
  readonly dynamoUrl: string;
  readonly changes: RunningStore['changes'];
};

/** fauxqs answers queue addresses of its own; ours lead through the gateway. */
const throughGateway =
  (backend: ServiceBackend, gatewayUrl: string): ServiceBackend =>
  async (call, gone) => {
    const answer = await backend(call, gone);
    if (!['GetQueueUrl', 'ListQueues', 'CreateQueue'].includes(call.action)) return answer;
    const body = answer.body.toString().replaceAll(/http:\/\/[^/"]+(?=\/\d{12}\/)/g, gatewayUrl);
    const { 'content-length': _, ...headers } = answer.headers;
    return { ...answer, headers, body };
  };

/**
 * Starts the servers that keep tables, queues and objects, and makes what the plan says, all at once.
 * `started` is told how to stop each as soon as it runs, so that a failure of another leaves nothing behind.
 */
export const startBackends = async (
  plan: CloudPlan,
  options: { readonly clock: LocalClock; readonly store?: TableStore },
  started: (stop: () => Promise<void>) => void,
): Promise<Backends> => {
  const startTables = async (): Promise<RunningStore & { readonly store: ChosenStore }> => {
    const store = await chooseStore(options.store);
    return { ...(await startTableStore(store.kind, { plan, clock: options.clock, started })), store };
  };
  const startQueues = async (): Promise<QueuesAndObjects> => {
    const server = await startQueuesAndObjects(plan.place.region);
    started(server.stop);
    await createQueuesAndBuckets(plan, server.url);
    return server;
  };
  const [tables, queues] = await Promise.allSettled([startTables(), startQueues()]);
  if (tables.status === 'rejected') throw tables.reason;
  if (queues.status === 'rejected') throw queues.reason;
  const s3: ServiceBackend = (call, gone) => forward(queues.value.url, call, gone);
  return {
    store: tables.value.store,
    dynamoUrl: tables.value.url,
    changes: tables.value.changes,
    services: {
      dynamodb: tables.value.backend,
      sqs: withMessageMoves(throughGateway(s3, plan.place.gatewayUrl), plan),
      s3,
    },
    depth: queues.value.depth,
  };
};
