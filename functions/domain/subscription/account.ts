import type { BusinessId } from '../../contracts/ids.ts';
import type { Business } from '../business/business.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import { marksAfter, type PastDueMarks, pastDueSince } from './past-due.ts';
import {
  isEnded,
  latestOf,
  type Sighting,
  type Subscription,
  type SubscriptionFact,
  stateOf,
} from './subscription.ts';

/** A subscription and the sightings of its latest second, from which its state follows. */
export type SeenSubscription = Subscription & {
  readonly sightings: readonly Sighting[];
  readonly pastDue?: PastDueMarks | undefined;
};

/**
 * What was said last, and when. Of two of one second the one that can only follow counts (`rank`), and then the event's
 * id: arbitrary, but always the same.
 */
type Told = { readonly at: string; readonly rank: number; readonly eventId: string };

export type CustomerTold = Told & { readonly paymentMethod?: string | undefined };

/** How an owner knows a card again. */
export type Card = {
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
};

/** All that Stripe has told of a business as its customer: one row, written by Stripe's events only. */
export type BillingAccount = {
  readonly v: 1;
  readonly businessId: BusinessId;
  readonly stripeCustomerId: string;
  /** Rises with every change. */
  readonly version: number;
  /** By Stripe's ids. */
  readonly subscriptions?: Readonly<Record<string, SeenSubscription>> | undefined;
  readonly cards?: Readonly<Record<string, Card & Told>> | undefined;
  readonly customer?: CustomerTold | undefined;
};

export type CustomerFact = {
  readonly kind: 'billing-customer';
  readonly occasion: VendorEvent;
  readonly customerId: string;
  readonly told: CustomerTold;
};

export type CardFact = {
  readonly kind: 'card';
  readonly occasion: VendorEvent;
  readonly customerId: string;
  readonly paymentMethod: string;
  readonly card: Card & Told;
};

export type AccountFact = SubscriptionFact | CustomerFact | CardFact;

/** What of it the rest of the product goes by. */
export type Standing = {
  readonly subscription: Business['billing']['subscription'];
  /** undefined: whichever Stripe takes by itself. */
  readonly paymentMethod: string | undefined;
  /** ISO instant at which it became `past_due`, where it is. */
  readonly pastDueSince?: string | undefined;
};

export const newAccount = (businessId: BusinessId, stripeCustomerId: string): BillingAccount => ({
  v: 1,
  businessId,
  stripeCustomerId,
  version: 0,
});

const isNews = (told: Told, known: Told | undefined): boolean => {
  if (!known) return true;
  const later = Date.parse(told.at) - Date.parse(known.at) || told.rank - known.rank;
  return later > 0 || (later === 0 && told.eventId > known.eventId);
};

const isSame = (one: PastDueMarks, other: PastDueMarks | undefined): boolean =>
  one.began === other?.began && one.otherwiseAt === other?.otherwiseAt;

const changeOf = (account: BillingAccount, fact: AccountFact): Partial<BillingAccount> | undefined => {
  switch (fact.kind) {
    case 'subscription': {
      const known = account.subscriptions?.[fact.subscriptionId];
      const sightings = latestOf(known?.sightings ?? [], fact.sighting);
      const pastDue = marksAfter(known?.pastDue, fact.sighting);
      // An event that comes late changes nothing of how it stands now, but perhaps since when.
      if (sightings === known?.sightings && isSame(pastDue, known.pastDue)) return undefined;
      const seen = { ...stateOf(sightings), sightings, pastDue };
      return { subscriptions: { ...account.subscriptions, [fact.subscriptionId]: seen } };
    }
    case 'billing-customer':
      return isNews(fact.told, account.customer) ? { customer: fact.told } : undefined;
    case 'card':
      return isNews(fact.card, account.cards?.[fact.paymentMethod])
        ? { cards: { ...account.cards, [fact.paymentMethod]: fact.card } }
        : undefined;
  }
};

/** The account after a fact; undefined where the fact is no news. The order of facts makes no difference in the end. */
export const accountAfter = (account: BillingAccount, fact: AccountFact): BillingAccount | undefined => {
  const change = changeOf(account, fact);
  return change && { ...account, ...change, version: account.version + 1 };
};

const STANDINGS: Readonly<Record<string, Standing['subscription']>> = {
  active: 'active',
  trialing: 'trialing',
  past_due: 'past_due',
  incomplete: 'incomplete',
  unpaid: 'unpaid',
  paused: 'paused',
};

/** The best one comes first. */
const BY_STANDING: readonly Standing['subscription'][] = [
  'active',
  'trialing',
  'past_due',
  'incomplete',
  'unpaid',
  'paused',
];

/** A status that Stripe has invented since serves nobody until we know it. */
const standingAs = ({ status }: Subscription): Standing['subscription'] =>
  (Object.hasOwn(STANDINGS, status) && STANDINGS[status]) || 'unpaid';

/** The one that counts, where there are several: the best that has not ended. */
export const currentOf = (account: BillingAccount): SeenSubscription | undefined =>
  Object.values(account.subscriptions ?? {})
    .filter((subscription) => !isEnded(subscription))
    .toSorted(
      (one, other) =>
        BY_STANDING.indexOf(standingAs(one)) - BY_STANDING.indexOf(standingAs(other)) ||
        Date.parse(other.startedAt) - Date.parse(one.startedAt),
    )[0];

/** undefined where Stripe has told of no subscription: then what the business was created with holds. */
export const standingOf = (account: BillingAccount): Standing | undefined => {
  if (Object.keys(account.subscriptions ?? {}).length === 0) return undefined;
  const current = currentOf(account);
  const [seen] = current?.sightings ?? [];
  return {
    subscription: current ? standingAs(current) : 'cancelled',
    paymentMethod: account.customer?.paymentMethod ?? current?.paymentMethod,
    ...(seen &&
      current?.status === 'past_due' && { pastDueSince: pastDueSince(current.pastDue ?? {}, seen.at) }),
  };
};
