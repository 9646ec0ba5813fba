import type { Container } from '../kernel/io.ts';
import { vendorFetch } from '../vendors/vendor-fetch.ts';
import type { Universe } from '../world/universe.ts';
import { busClient, objectClient, queueClient, secretClient } from './aws-clients.ts';
import { type Parts, simulatedWaiting } from './parts.ts';
import { tableClient } from './table-client.ts';
import { TABLE } from './table-shape.ts';

/**
 * Beyond this an edge takes a webhook's signature for one of the future, refuses it, and the vendor gives up when its
 * retries meet that clock again and again: nothing is acknowledged, and nothing here could do better.
 */
const EDGE_SKEW_MS = 50_000;

/** What a new container gets: clients of its own, and a clock that is wrong by up to `skewMs` either way. */
export const makeParts = (
  universe: Universe,
  container: Container,
  { patience, skewMs }: { readonly patience: 'voice' | 'worker'; readonly skewMs: number },
): Parts => {
  const { kernel, chance, store, objects, queues, bus } = universe;
  const mostMs = container.functionName.startsWith('webhooks/') ? Math.min(skewMs, EDGE_SKEW_MS) : skewMs;
  const skew = mostMs === 0 ? 0 : chance.between(-mostMs, mostMs);
  const waiting = simulatedWaiting(kernel, container);
  return {
    table: { db: tableClient(kernel, store, container, patience, waiting), name: TABLE },
    clock: { now: () => kernel.now + skew },
    waiting,
    s3: objectClient(kernel, container, objects),
    sqs: queueClient(kernel, container, queues.vendor),
    events: busClient(kernel, container, bus),
    secretsManager: secretClient(kernel, container, () => universe.secret),
    fetch: vendorFetch(universe, container),
  };
};
