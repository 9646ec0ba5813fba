import { newUuid } from '../../../scripts/local/vendors/chance.ts';
import type { Container } from '../kernel/io.ts';
import { vendorFetch } from '../vendors/vendor-fetch.ts';
import type { Universe } from '../world/universe.ts';
import { cognitoClient, sessionOf, stsClient } from './account-clients.ts';
import { busClient, objectClient, queueClient, secretClient } from './aws-clients.ts';
import { type Parts, type Patience, simulatedWaiting } from './parts.ts';
import { OWN_ROWS, reaching, SCOPED_ROWS } from './scopes.ts';
import { type Fence, tableClient } from './table-client.ts';
import { TABLE } from './table-shape.ts';

/** How wrong clocks may be at most where more breaks what is promised, by what a function's name begins with. */
const MOST_SKEW_MS: Readonly<Record<string, number>> = {
  // Beyond a minute a webhook's signature is one of the future: it is refused, and its vendor gives up in the end.
  'webhooks/': 50_000,
  // That a text is nowhere is sure ten minutes after it was handed over, by the clocks of two workers.
  'workers/send-confirmation': 60_000,
  // Claims are a minute longer than a worker lives, by the clocks of two.
  'workers/continue-onboarding': 20_000,
};

const mostSkewOf = (functionName: string, skewMs: number): number => {
  const limit = Object.entries(MOST_SKEW_MS).find(([prefix]) => functionName.startsWith(prefix))?.[1];
  return Math.min(skewMs, limit ?? skewMs);
};

/** What a new container gets: clients of its own, and a clock that is wrong by up to `skewMs` either way. */
export const makeParts = (
  universe: Universe,
  container: Container,
  { patience, skewMs }: { readonly patience: Patience; readonly skewMs: number },
): Parts => {
  const { kernel, chance, store, objects, queues, bus } = universe;
  const mostMs = mostSkewOf(container.functionName, skewMs);
  const skew = mostMs === 0 ? 0 : chance.between(-mostMs, mostMs);
  const waiting = simulatedWaiting(kernel, container);
  const refused = (what: string): void => void universe.denied.push(what);
  const patternsOf = (table: Readonly<Record<string, readonly string[]>>) => table[container.functionName];
  const own = patternsOf(OWN_ROWS);
  const tableWithin = (fence?: Fence) => ({
    db: tableClient(kernel, store, container, patience, waiting, fence),
    name: TABLE,
  });
  return {
    table: tableWithin(own && { reaches: reaching(own), refused }),
    tableAs: (credentials) => {
      const { tags, endsAt } = sessionOf(credentials);
      return tableWithin({ reaches: reaching(patternsOf(SCOPED_ROWS) ?? [], tags), endsAt, refused });
    },
    s3As: (credentials) => {
      const { tags, endsAt } = sessionOf(credentials);
      return objectClient(kernel, container, objects, (key) => {
        const isOwn = key.startsWith(`transcripts/${tags.business}/`) && kernel.now < endsAt;
        if (!isOwn) refused(`${key} by ${container.functionName}`);
        return isOwn;
      });
    },
    cognito: cognitoClient(kernel, container, universe.cognito),
    sts: stsClient(kernel, container),
    nonce: () => newUuid(chance),
    clock: { now: () => kernel.now + skew },
    waiting,
    s3: objectClient(kernel, container, objects),
    sqs: queueClient(kernel, container, queues.vendor),
    events: busClient(kernel, container, bus),
    secretsManager: secretClient(kernel, container, () => universe.secret),
    fetch: vendorFetch(universe, container),
  };
};
