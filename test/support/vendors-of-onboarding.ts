import type { VoiceNumbers } from '../../functions/domain/agent/ports.ts';
import type {
  MessagingProfiles,
  NumberOrder,
  Numbers,
  OwnedNumber,
  PhoneProofs,
} from '../../functions/domain/provision/ports.ts';
import type { CheckoutVisit, Subscriptions } from '../../functions/domain/subscription/ports.ts';
import { registryOfCarriers } from './registry-of-carriers.ts';

type Subscription = Awaited<ReturnType<Subscriptions['ofCustomer']>>[number];

/** Before or after the request takes effect: both look alike to whoever asked. */
export type Cut = 'before' | 'after';

/** Dies at one request, as a function does whose time is over. */
export class Died extends Error {}

/**
 * What the vendors have, in memory, as far as the ports tell of it. Every request can be the last one of whoever makes it:
 * `cutAt` counts requests from one. `world` keeps the ids of two apart.
 */
export const vendorsOfOnboarding = (now: () => number, world: number) => {
  const id = (kind: string, count: number) => `${kind}_${world}_${count + 1}`;
  const registry = registryOfCarriers(id);
  const made = {
    customers: new Map<string, string>(),
    visits: new Map<string, CheckoutVisit & { customerId: string }>(),
    subscriptions: new Map<string, Subscription & { customerId: string }>(),
    profiles: new Map<string, string>(),
    orders: [] as (NumberOrder & { reference: string })[],
    owned: new Map<string, OwnedNumber>(),
    imported: new Map<string, { agentId: string; agentVersion: 'latest_published' | number }>(),
    ...registry.made,
    codes: new Map<string, string>(),
    agents: new Map<string, { agentId: string; modelId: string }>(),
  };
  const inventory = new Map([
    ['512', [1, 2, 3].map((one) => `+1512${String(world).padStart(5, '0')}0${one}`)],
  ]);
  const state = {
    requests: 0,
    cutAt: undefined as { request: number; how: Cut } | undefined,
    /** Whoever dies then is followed by nobody. */
    cutFrom: Number.POSITIVE_INFINITY,
    onRequest: undefined as ((what: 'profile') => Promise<void>) | undefined,
  };
  /** One request: counted, and cut off where it is to be. */
  const request = async <Answer>(effect: () => Answer): Promise<Answer> => {
    state.requests += 1;
    const isCut = state.cutAt?.request === state.requests;
    if (isCut && state.cutAt?.how === 'before') throw new Died('before');
    if (state.requests > state.cutFrom) throw new Died('before');
    const answer = effect();
    if (state.requests === state.cutFrom) throw new Died('after');
    if (isCut) throw new Died('after');
    return answer;
  };

  const subscriptions: Subscriptions = {
    customer: ({ businessId }) =>
      request(() => {
        const known = made.customers.get(businessId) ?? id('cus', made.customers.size);
        made.customers.set(businessId, known);
        return { id: known };
      }),
    openCheckout: ({ businessId, customerId, attempt }) =>
      request(() => {
        const key = `${businessId}:${attempt}`;
        const known = made.visits.get(key) ?? {
          id: id('cs', made.visits.size),
          url: 'https://checkout.example/1',
          state: 'open' as const,
          expiresAt: new Date(now() + 86_400_000).toISOString(),
          customerId,
        };
        made.visits.set(key, known);
        return known;
      }),
    readCheckout: (wanted) =>
      request(() => {
        const visit = [...made.visits.values()].find((one) => one.id === wanted);
        if (!visit) throw new Error(`there is no visit ${wanted}`);
        return visit;
      }),
    expireCheckout: (wanted) =>
      request(() => {
        for (const [key, visit] of made.visits)
          if (visit.id === wanted && visit.state === 'open')
            made.visits.set(key, { ...visit, state: 'expired', url: undefined });
      }),
    ofCustomer: (customerId) =>
      request(() =>
        [...made.subscriptions.values()].filter(
          (one) => one.customerId === customerId && one.status !== 'canceled',
        ),
      ),
    endTrial: (wanted) =>
      request(() => {
        const found = made.subscriptions.get(wanted);
        if (found) made.subscriptions.set(wanted, { ...found, status: 'active' });
      }),
    adoptCard: () => request(() => undefined),
    portal: () => request(() => ({ url: 'https://portal.example' })),
    cancel: (wanted, when) =>
      request(() => {
        const found = made.subscriptions.get(wanted);
        if (found && when === 'now') made.subscriptions.set(wanted, { ...found, status: 'canceled' });
      }),
  };

  const numbers: Numbers = {
    search: (areaCode) =>
      request(() => (inventory.get(areaCode) ?? []).map((number) => ({ number, monthlyCents: 100 }))),
    orders: (businessId) =>
      request(() => made.orders.filter(({ reference }) => reference === businessId).toReversed()),
    order: (businessId, number, messagingProfileId) =>
      request(() => {
        for (const [area, left] of inventory)
          inventory.set(
            area,
            left.filter((one) => one !== number),
          );
        const order = {
          id: id('ord', made.orders.length),
          state: 'success' as const,
          numbers: [number],
          reference: businessId,
        };
        made.orders.push(order);
        made.owned.set(number, {
          id: id('num', made.owned.size),
          number,
          reference: businessId,
          connectionId: 'trunk',
          messagingProfileId,
          forwardsOnFailureTo: undefined,
        });
        return order;
      }),
    find: (number) => request(() => made.owned.get(number)),
    ofBusiness: (businessId) =>
      request(() => [...made.owned.values()].filter(({ reference }) => reference === businessId)),
    route: (numberId, _businessId, forwardTo) =>
      request(() => {
        for (const [number, owned] of made.owned)
          if (owned.id === numberId) made.owned.set(number, { ...owned, forwardsOnFailureTo: forwardTo });
      }),
    release: (numberId) =>
      request(() => {
        for (const [number, owned] of made.owned) if (owned.id === numberId) made.owned.delete(number);
      }),
  };

  const profiles: MessagingProfiles = {
    find: (businessId) =>
      request(() => {
        const found = made.profiles.get(businessId);
        return found === undefined ? undefined : { id: found };
      }),
    create: async (businessId) => {
      await state.onRequest?.('profile');
      return request(() => {
        if (made.profiles.has(businessId)) throw new Error('a second messaging profile');
        const created = id('prof', made.profiles.size);
        made.profiles.set(businessId, created);
        return { id: created };
      });
    },
    remove: (wanted) =>
      request(() => {
        for (const [businessId, one] of made.profiles) if (one === wanted) made.profiles.delete(businessId);
      }),
  };

  const voiceNumbers: VoiceNumbers = {
    find: (number) =>
      request(() => {
        const found = made.imported.get(number);
        return found && { number, ...found };
      }),
    import: (_businessId, { number, ...bound }) =>
      request(() => {
        if (made.imported.has(number)) throw new Error('imported twice');
        made.imported.set(number, bound);
      }),
    bind: (_businessId, { number, ...bound }) => request(() => void made.imported.set(number, bound)),
    remove: (number) => request(() => void made.imported.delete(number)),
  };

  const proofs: PhoneProofs = {
    send: (number) => request(() => void made.codes.set(number, String(10_000 + made.codes.size))),
    check: (number, code) => request(() => made.codes.get(number) === code),
  };

  /** Somebody finishes the visit that is open, and pays. */
  const pay = (cardFingerprint = 'card_1'): void => {
    for (const [key, visit] of made.visits) {
      if (visit.state !== 'open') continue;
      const subscriptionId = id('sub', made.subscriptions.size);
      made.visits.set(key, { ...visit, state: 'complete', url: undefined, subscriptionId });
      made.subscriptions.set(subscriptionId, {
        id: subscriptionId,
        status: 'trialing',
        paymentMethod: 'pm_1',
        cardFingerprint,
        customerId: visit.customerId,
      });
    }
  };

  /** What is paid has ended: Stripe cancels. */
  const endPeriod = (): void => {
    for (const [key, one] of made.subscriptions) made.subscriptions.set(key, { ...one, status: 'canceled' });
  };

  return {
    made,
    inventory,
    endPeriod,
    onRequest(does: NonNullable<typeof state.onRequest>) {
      state.onRequest = does;
    },
    cutForGood(request: number) {
      state.cutFrom = request;
    },
    mend() {
      state.cutFrom = Number.POSITIVE_INFINITY;
    },
    state,
    request,
    pay,
    ports: {
      subscriptions,
      numbers,
      profiles,
      registrations: registry.answering(request),
      voiceNumbers,
      proofs,
    },
  };
};
