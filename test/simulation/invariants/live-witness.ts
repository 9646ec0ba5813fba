import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import type { World } from '../../../scripts/local/world.ts';
import type { Acknowledged } from '../vendors/webhooks.ts';
import type { Row } from '../world/universe.ts';
import type { HeardByCaller, Witness } from './witness.ts';

const ids = derivedIds(hashing);

export type Seen = {
  /** All rows of the table, read when everything was at rest. */
  readonly rows: readonly Row[];
  readonly businesses: readonly Business[];
  readonly heard: readonly HeardByCaller[];
  /** Webhooks that were acknowledged, beside those of the vendors' simulators. */
  readonly acknowledged: readonly Acknowledged[];
};

/** A world that ran over real HTTP, as far as it can be asked. */
export const liveWitness = async (
  { cloud, stripe, telnyx, resend, retell }: World,
  seen: Seen,
): Promise<Witness> => {
  const queues = (await cloud.queues()).filter(({ deadLettersOf }) => deadLettersOf.length > 0);
  const delivered = Object.entries({ stripe, telnyx, resend, retell }).flatMap(([vendor, { webhooks }]) =>
    webhooks
      .list()
      .filter(({ state }) => state === 'delivered')
      .map(({ id, body }) => ({ vendor, id, rawBody: JSON.stringify(body) }) as Acknowledged),
  );
  return {
    rows: () => seen.rows,
    businesses: seen.businesses,
    heard: seen.heard,
    stripe,
    telnyx,
    queues: Object.fromEntries(
      queues.map(({ name, visible }) => [
        name,
        { name, deadLetters: Array.from({ length: visible }, () => ({ body: 'a dead letter, not read' })) },
      ]),
    ),
    deliveries: { acknowledged: [...seen.acknowledged, ...delivered] },
    // What a live function fails by stands in its log, and its message comes back or becomes a dead letter.
    functions: { failures: [] },
    fingerprint: (businessId, phone) => ids.phoneFingerprint(businessId as BusinessId, phone),
  };
};
