import type { ClosingPart } from '../../contracts/leaving.ts';
import type { VoiceAgents, VoiceNumbers } from '../agent/ports.ts';
import type { Described } from '../business/ports.ts';
import type { Onboarding } from '../onboarding/onboarding.ts';
import type { MessagingProfiles, Numbers, Registrations } from '../provision/ports.ts';
import type { Subscriptions } from '../subscription/ports.ts';
import { type Closing, type Held, stillHeld } from './closing.ts';
import type { Part } from './release-part.ts';

export type PartDeps = {
  readonly subscriptions: Pick<Subscriptions, 'ofCustomer' | 'cancel' | 'readCheckout' | 'expireCheckout'>;
  readonly numbers: Pick<Numbers, 'find' | 'ofBusiness' | 'orders' | 'release'>;
  readonly profiles: Pick<MessagingProfiles, 'find' | 'remove'>;
  readonly registrations: Pick<Registrations, 'brandsOf' | 'findCampaign' | 'remove' | 'removeBrand'>;
  readonly voiceNumbers: Pick<VoiceNumbers, 'find' | 'remove'>;
  readonly agents: Pick<VoiceAgents, 'find' | 'read' | 'remove'>;
};

export type Leaving = {
  readonly closing: Closing;
  readonly onboarding: Onboarding;
  readonly business: Described;
};

/** What is at vendors: the line itself is ours. */
export type VendorPart = Exclude<ClosingPart, 'line'>;

const some = <T>(...values: readonly (T | undefined)[]): readonly T[] =>
  values.filter((value) => value !== undefined);

/** By which every number that may be its own is known: as made, as connected, and as the carrier says. */
const numbersOf = ({ closing, onboarding, business }: Leaving): ReadonlySet<string> =>
  new Set([
    ...some(onboarding.steps.line.made.imported, onboarding.steps.number.made.number),
    ...(business.numbers ?? []),
    ...closing.entries.flatMap(({ vendor, what, id }) =>
      vendor === 'retell' && what === 'number' ? [id] : [],
    ),
  ]);

export const customerOf = ({ onboarding, business }: Leaving): string | undefined =>
  onboarding.steps.subscription.made.customerId ?? business.billing?.stripeCustomerId;

const subscription = ({ subscriptions }: PartDeps, leaving: Leaving): Part => {
  const { checkoutId } = leaving.onboarding.steps.subscription.made;
  const customerId = customerOf(leaving);
  return {
    known: [],
    ...(leaving.closing.ends === 'period-end' && { lingers: ({ what }) => what === 'subscription' }),
    async look() {
      const held: Held[] = [];
      // First of all: a visit that is open can still become a subscription.
      const visit = checkoutId === undefined ? undefined : await subscriptions.readCheckout(checkoutId);
      if (visit?.state === 'open') held.push({ vendor: 'stripe', what: 'checkout', id: visit.id });
      const all = customerId === undefined ? [] : await subscriptions.ofCustomer(customerId);
      return [...held, ...all.map(({ id }) => ({ vendor: 'stripe', what: 'subscription', id }) as const)];
    },
    remove: ({ what, id }) =>
      what === 'checkout' ? subscriptions.expireCheckout(id) : subscriptions.cancel(id, leaving.closing.ends),
  };
};

const voiceNumber = ({ numbers, voiceNumbers }: PartDeps, leaving: Leaving): Part => ({
  known: [],
  async look() {
    const held = await numbers.ofBusiness(leaving.business.id);
    const all = new Set([...numbersOf(leaving), ...held.map(({ number }) => number)]);
    const there: Held[] = [];
    for (const number of all)
      if (await voiceNumbers.find(number)) there.push({ vendor: 'retell', what: 'number', id: number });
    return there;
  },
  remove: ({ id }) => voiceNumbers.remove(id),
});

const agent = ({ agents }: PartDeps, { onboarding, business }: Leaving): Part => {
  const { agentId, modelId } = onboarding.steps.agent.made;
  const agentOf = (id: string) => ({ vendor: 'retell', what: 'agent', id }) as const;
  const modelOf = (id: string) => ({ vendor: 'retell', what: 'model', id }) as const;
  return {
    known: [],
    async look() {
      const found = await agents.find(business.id);
      const isThere = agentId && modelId && (await agents.read({ agentId, modelId }, 'latest'));
      const pairs = isThere ? [found, { agentId, modelId }] : [found];
      // Agents first: a model that an agent speaks from is not given up.
      return [
        ...[...new Set(pairs.flatMap((pair) => some(pair.agentId)))].map(agentOf),
        ...[...new Set(pairs.flatMap((pair) => some(pair.modelId)))].map(modelOf),
      ];
    },
    remove: ({ what, id }) => agents.remove(what === 'agent' ? { agentId: id } : { modelId: id }),
  };
};

const texting = ({ registrations }: PartDeps, { onboarding, business }: Leaving): Part => {
  const { given, made } = onboarding.steps.texting;
  const campaignOf = (id: string) => ({ vendor: 'telnyx', what: 'campaign', id }) as const;
  const brandOf = (id: string) => ({ vendor: 'telnyx', what: 'brand', id }) as const;
  return {
    // An ended one is shown as one that was refused: of that a look says nothing.
    known: some(made.campaignId).map(campaignOf),
    keeps: ({ what }) => what === 'brand',
    async look() {
      const brandIds = some(made.brandId);
      if (!given && brandIds.length === 0) return [];
      const displayName = given?.sender.displayName;
      const brands = await registrations.brandsOf(business.id, { displayName, brandIds });
      const held: Held[] = [];
      for (const brandId of brands) {
        const campaign = await registrations.findCampaign(business.id, brandId);
        if (campaign && campaign.standing !== 'rejected') held.push(campaignOf(campaign.id));
      }
      // Campaigns first: a brand that still has one is not given up.
      return [...held, ...brands.map(brandOf)];
    },
    remove: ({ what, id }) => (what === 'brand' ? registrations.removeBrand(id) : registrations.remove(id)),
  };
};

/** What the registry kept when all else was closed; by then its name is all that is known of it. */
export const keptBrands = ({ registrations }: Pick<PartDeps, 'registrations'>, closing: Closing): Part => {
  const brandIds = stillHeld(closing).flatMap(({ what, id }) => (what === 'brand' ? [id] : []));
  return {
    known: [],
    keeps: ({ what }) => what === 'brand',
    async look() {
      const there = await registrations.brandsOf(closing.businessId, { brandIds });
      return there.map((id) => ({ vendor: 'telnyx', what: 'brand', id }));
    },
    remove: ({ id }) => registrations.removeBrand(id),
  };
};

const number = ({ numbers }: PartDeps, leaving: Leaving): Part => {
  const { id: businessId } = leaving.business;
  return {
    known: [],
    async look() {
      const all = new Set((await numbers.ofBusiness(businessId)).map(({ id }) => id));
      for (const its of numbersOf(leaving)) {
        const found = await numbers.find(its);
        // Sold again meanwhile it has another's reference.
        if (found && (found.reference ?? businessId) === businessId) all.add(found.id);
      }
      return [...all].map((id) => ({ vendor: 'telnyx', what: 'number', id }));
    },
    remove: ({ id }) => numbers.release(id),
  };
};

const messagingProfile = ({ profiles }: PartDeps, { business }: Leaving): Part => ({
  known: [],
  async look() {
    const found = await profiles.find(business.id);
    return found ? [{ vendor: 'telnyx', what: 'messaging-profile', id: found.id }] : [];
  },
  remove: ({ id }) => profiles.remove(id),
});

/** How each part is looked for and taken away. */
export const vendorParts = (
  deps: PartDeps,
): { readonly [Name in VendorPart]: (leaving: Leaving) => Part } => ({
  subscription: (leaving) => subscription(deps, leaving),
  'voice-number': (leaving) => voiceNumber(deps, leaving),
  agent: (leaving) => agent(deps, leaving),
  texting: (leaving) => texting(deps, leaving),
  number: (leaving) => number(deps, leaving),
  'messaging-profile': (leaving) => messagingProfile(deps, leaving),
});
