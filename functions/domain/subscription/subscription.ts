import type { VendorEvent } from '../vendor-event/vendor-event.ts';

/** A subscription as it stood at one moment. Instants are ISO, of whole seconds. */
export type Subscription = {
  /** In Stripe's words; new ones may appear. */
  readonly status: string;
  readonly startedAt: string;
  readonly trialEndsAt?: string | undefined;
  readonly periodStartsAt?: string | undefined;
  readonly periodEndsAt?: string | undefined;
  readonly cancelsAtPeriodEnd: boolean;
  /** Stripe's id of the card that it is paid with, where it has one of its own. */
  readonly paymentMethod?: string | undefined;
  readonly cancelledAt?: string | undefined;
  readonly endedAt?: string | undefined;
};

/** One event of a subscription: how it stood afterwards and, where the event says so, before. */
export type Sighting = {
  readonly eventId: string;
  /** `changed` says what it was before; `noticed` tells of no change; the others happen at most once in a second. */
  readonly how: 'created' | 'changed' | 'noticed' | 'paused' | 'resumed' | 'deleted';
  /** ISO instant, to the second, at which it happened there. */
  readonly at: string;
  readonly before?: Subscription | undefined;
  readonly after: Subscription;
};

export type SubscriptionFact = {
  readonly kind: 'subscription';
  readonly occasion: VendorEvent;
  /** Stripe's. Whose it is says our registry and nothing else. */
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly sighting: Sighting;
};

/** Stripe does not bring these back to life: a customer who returns gets a new subscription. */
const ENDED: readonly string[] = ['canceled', 'incomplete_expired'];

export const isEnded = ({ status }: Pick<Subscription, 'status'>): boolean => ENDED.includes(status);

const isLast = ({ how, after }: Sighting): boolean => how === 'deleted' || isEnded(after);

/** Whether `one` is of a later moment than `other`, or of the same, or of an earlier. */
const momentOf = (one: Sighting, other: Sighting): number =>
  Number(isLast(one)) - Number(isLast(other)) || Date.parse(one.at) - Date.parse(other.at);

/**
 * What has to be kept of all sightings to tell the latest state: those of the latest second, in an order of their own.
 * The same whatever order they come in and however often. The end of a subscription is later than everything else.
 */
export const latestOf = (known: readonly Sighting[], sighting: Sighting): readonly Sighting[] => {
  const first = known[0];
  const difference = first ? momentOf(sighting, first) : 1;
  if (difference > 0) return [sighting];
  if (difference < 0 || known.some(({ eventId }) => eventId === sighting.eventId)) return known;
  return [...known, sighting].toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1));
};

const spelled = (subscription: Subscription | undefined): string | undefined =>
  subscription &&
  JSON.stringify(
    Object.entries(subscription)
      .filter(([, value]) => value !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );

/** How much an event says about being the last of its second, where its steps leave that open. */
const WEIGHT: Readonly<Record<Sighting['how'], number>> = {
  deleted: 5,
  paused: 4,
  resumed: 3,
  changed: 2,
  created: 1,
  noticed: 0,
};

/** Where the event leads from: its own state where nothing changed, nowhere where it does not say. */
const originOf = ({ how, before, after }: Sighting): Subscription | undefined =>
  how === 'noticed' ? after : before;

/** Stripe tells of a pause by an event of its own, and perhaps of the same step by `updated` too. */
const isToldTwice = (sighting: Sighting, all: readonly Sighting[]): boolean =>
  (sighting.how === 'paused' || sighting.how === 'resumed') &&
  all.some(({ how, after }) => how === 'changed' && spelled(after) === spelled(sighting.after));

/**
 * The state that the sightings of one second end in. Stripe's times have no fraction and events of one second arrive
 * in any order, so each is taken as a step from the state it says was before to its own: the state that is reached more
 * often than it is left is where the steps end. Where that leaves two (a step is still missing, or a change and its
 * opposite), the kind of event decides and then its id: arbitrary, but the same for whoever asks.
 */
export const stateOf = (sightings: readonly Sighting[]): Subscription => {
  const reached = new Map<string | undefined, number>();
  const count = (subscription: Subscription | undefined, by: 1 | -1) => {
    const key = spelled(subscription);
    reached.set(key, (reached.get(key) ?? 0) + by);
  };
  for (const sighting of sightings.filter((one) => !isToldTwice(one, sightings))) {
    count(sighting.after, 1);
    count(originOf(sighting), -1);
  }
  const surplus = ({ after }: Sighting) => reached.get(spelled(after)) ?? 0;
  const [latest] = sightings.toSorted(
    (one, other) =>
      surplus(other) - surplus(one) ||
      WEIGHT[other.how] - WEIGHT[one.how] ||
      (one.eventId < other.eventId ? 1 : -1),
  );
  if (!latest) throw new Error('a subscription that nobody has seen');
  return latest.after;
};
