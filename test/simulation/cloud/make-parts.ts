import type { Container } from '../kernel/io.ts';
import { carrierOf } from '../vendors/transport.ts';
import type { Universe } from '../world/universe.ts';
import { busClient, objectClient, queueClient, secretClient } from './aws-clients.ts';
import { type Parts, simulatedWaiting } from './parts.ts';
import { tableClient } from './table-client.ts';
import { TABLE } from './table-shape.ts';

/** What a new container gets: clients of its own, and a clock that is wrong by up to `skewMs` either way. */
export const makeParts = (
  universe: Universe,
  container: Container,
  { patience, skewMs }: { readonly patience: 'voice' | 'worker'; readonly skewMs: number },
): Parts => {
  const { kernel, chance, store, objects, queues, bus, stripe, telnyx, resend } = universe;
  const skew = skewMs === 0 ? 0 : chance.between(-skewMs, skewMs);
  const waiting = simulatedWaiting(kernel, container);
  return {
    table: { db: tableClient(kernel, store, container, patience, waiting), name: TABLE },
    clock: { now: () => kernel.now + skew },
    waiting,
    s3: objectClient(kernel, container, objects),
    sqs: queueClient(kernel, container, queues.vendor),
    events: busClient(kernel, container, bus),
    secretsManager: secretClient(kernel, container, () => universe.secret),
    fetch: carrierOf(
      {
        kernel,
        models: { stripe, telnyx, resend },
        onDone: (vendor, request, reply) => universe.vendorDid(vendor, request, reply),
      },
      container,
    ),
  };
};
