import type { Reply } from '../../../scripts/local/vendors/simulator.ts';
import type { Universe } from './universe.ts';

type ListedInvoice = {
  readonly id: string;
  readonly created: number;
  readonly metadata?: Readonly<Record<string, string>>;
};

/** What our code learnt of vendors that only a run in which things went wrong shows. */
export type Lookups = {
  /** How often it looked for a text before it sent it again. */
  texts: number;
  /** How often a card was declined. */
  declines: number;
  /** `<fee> <invoice>` it came upon when it looked for what an earlier attempt had made of a fee not charged yet. */
  readonly foundAgain: Set<string>;
};

/** A younger invoice may be that of another fee, whose first attempt is still under way. */
const EARLIER_SECONDS = 60;

export const watchLookups = (universe: Universe): Lookups => {
  const lookups: Lookups = { texts: 0, declines: 0, foundAgain: new Set() };
  const look = ({ body }: Reply): void => {
    const { data = [] } = body as { readonly data?: readonly ListedInvoice[] };
    for (const { id, created, metadata } of data) {
      if (metadata?.fee_id === undefined || universe.kernel.now / 1000 - created < EARLIER_SECONDS) continue;
      const fee = universe.row(`BIZ#${metadata.business_id}#APPOINTMENTS`, `${metadata.booking_id}#FEE`);
      if (fee?.state === 'owed') lookups.foundAgain.add(`${metadata.fee_id} ${id}`);
    }
  };
  universe.watchVendors((vendor, { method, path }, reply) => {
    if (method === 'GET' && path === '/v1/invoices') look(reply);
    if (method === 'GET' && path === '/v2/detail_records') lookups.texts += 1;
    if (vendor === 'stripe' && path.endsWith('/pay') && reply.status === 402) lookups.declines += 1;
  });
  return lookups;
};
