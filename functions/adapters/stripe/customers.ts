import type Stripe from 'stripe';
import * as z from 'zod/mini';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Subscriptions } from '../../domain/subscription/ports.ts';
import { answered } from './answered.ts';
import { seconds, stripeId } from './event.ts';
import { underFreshKey } from './fresh-key.ts';
import type { StripeRequest } from './requests.ts';

const Customer = z.object({ id: stripeId, object: z.literal('customer'), created: seconds });

/** More customers of one address than anybody has. */
const MOST = 1000;

const belongsTo =
  (businessId: BusinessId) =>
  ({ metadata }: Stripe.Customer): boolean =>
    metadata?.business_id === businessId;

/** The first that was made, should there be several. */
const first = (found: readonly Stripe.Customer[]): Stripe.Customer | undefined =>
  found.toSorted((one, other) => one.created - other.created || (one.id < other.id ? -1 : 1))[0];

/**
 * The customer of a business. Stripe forgets a key after a day, so what is there is looked for before: by the address,
 * which a list knows at once, and by our id, which its search knows a minute later and also under another address.
 */
export const stripeCustomers = (request: StripeRequest): Pick<Subscriptions, 'customer'> => {
  type Who = Parameters<Subscriptions['customer']>[0];

  const find = async ({ businessId, email }: Who): Promise<Stripe.Customer | undefined> => {
    const ofAddress = await request('list customers', (stripe) =>
      stripe.customers.list({ email, limit: 100 }).autoPagingToArray({ limit: MOST }),
    );
    const known = first(ofAddress.filter(belongsTo(businessId)));
    if (known) return known;
    const query = `metadata['business_id']:'${businessId}'`;
    const found = await request('search customers', (stripe) =>
      stripe.customers.search({ query, limit: 100 }),
    );
    return first(found.data.filter(belongsTo(businessId)));
  };

  return {
    customer: (who) =>
      underFreshKey(`cust:${who.businessId}:v1`, async (idempotencyKey) => {
        const { businessId, name, email } = who;
        const known = await find(who);
        if (known) return { id: answered(Customer, known, 'find customer').id };
        const made = await request('create customer', (stripe) =>
          stripe.customers.create({ name, email, metadata: { business_id: businessId } }, { idempotencyKey }),
        );
        return { id: answered(Customer, made, 'create customer').id };
      }),
  };
};
