import { dynamoLineConnection } from '../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoClosings } from '../../functions/adapters/dynamodb/closings.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { ClosingEnd } from '../../functions/contracts/leaving.ts';
import type { VoiceAgents } from '../../functions/domain/agent/ports.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { beginClosing } from '../../functions/domain/leaving/begin-closing.ts';
import { continueClosing } from '../../functions/domain/leaving/continue-closing.ts';
import type { PartDeps } from '../../functions/domain/leaving/parts.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import type { Store } from './on-both-stores.ts';
import { onboardingWorld } from './onboarding-world.ts';

const OWNER = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60');
export const BY_OWNER = `person:${OWNER}` as const;

/** A business on its way, as `onboardingWorld` has it, that can leave; `atVendors`: what it leaves, where that is no memory. */
export const closingWorld = async (store: Store, atVendors: Partial<PartDeps> = {}) => {
  const world = await onboardingWorld(store);
  const { businessId, clock, vendors, settings, onboardings, trial } = world;
  const { agents: all } = vendors.made;
  const agents: Pick<VoiceAgents, 'find' | 'read' | 'remove'> = {
    find: (of) =>
      vendors.request(() => {
        const { agentId, modelId } = all.get(of) ?? {};
        return { ...(agentId && { agentId }), ...(modelId && { modelId }) };
      }),
    read: (at) =>
      vendors.request(() =>
        [...all.values()].some(({ agentId }) => agentId === at.agentId)
          ? { version: 1, isPublished: true, hash: undefined }
          : undefined,
      ),
    remove: (at) =>
      vendors.request(() => {
        for (const [of, one] of all) {
          if (one.agentId === at.agentId) all.set(of, { ...one, agentId: '' });
          if (one.modelId === at.modelId) all.delete(of);
        }
      }),
  };
  const closings = dynamoClosings(store, derivedIds(hashing), clock, waiting);
  const work = continueClosing({
    ...vendors.ports,
    agents,
    ...atVendors,
    closings,
    onboardings,
    settings,
    trials: {
      release: async () => {
        trial.released += 1;
      },
    },
    clock,
  });
  const begin = beginClosing({ closings, onboardings, settings });
  const close = (ends: ClosingEnd = 'now') => begin(businessId, ends, BY_OWNER, clock.now());
  const goOnClosing = (name = 'closing.requested') => work({ businessId, name });
  const closingNow = async () => {
    const found = await closings.find(businessId);
    if (!found) throw new Error('nobody leaves');
    return found;
  };
  /** Works on until it is over; whoever dies is followed by another when the claim is old. */
  const untilClosed = async (): Promise<void> => {
    for (let round = 0; round < 12; round += 1) {
      try {
        await goOnClosing();
      } catch {
        // Dead: nobody gives the claim back.
      }
      if ((await closingNow()).state === 'closed') return;
      clock.pass(4 * 60_000);
    }
  };
  /** All that vendors have of it and that costs somebody something. */
  const left = () => {
    const { subscriptions, visits, profiles, owned, imported, campaigns, brands } = vendors.made;
    return {
      subscriptions: [...subscriptions.values()].filter(({ status }) => status !== 'canceled').length,
      visits: [...visits.values()].filter(({ state }) => state === 'open').length,
      profiles: profiles.size,
      owned: owned.size,
      imported: imported.size,
      campaigns: campaigns.size,
      brands: brands.size,
      agents: all.size,
    };
  };
  const lines = dynamoLineConnection(store, waiting);
  return { ...world, closings, agents, lines, close, goOnClosing, closingNow, untilClosed, left };
};

export const NOTHING = {
  subscriptions: 0,
  visits: 0,
  profiles: 0,
  owned: 0,
  imported: 0,
  campaigns: 0,
  brands: 0,
  agents: 0,
};
