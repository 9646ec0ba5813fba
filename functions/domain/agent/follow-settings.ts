import type { BusinessId } from '../../contracts/ids.ts';
import { type PublishDeps, publishAgent } from './publish-agent.ts';

/** Settings that change faster than that have another word of it under way. */
const MOST_ROUNDS = 3;

/**
 * Has callers hear what has changed, where they hear an agent at all: the first one is onboarding's to publish. What changes
 * meanwhile goes with it, because who is told of that finds this one at work and is told again only minutes later. Answers what it
 * did. Refuses as `publishAgent`, with the failure kept for the owner to see.
 */
export const followSettings = (deps: PublishDeps) => {
  const publish = publishAgent(deps);
  return async (event: {
    readonly businessId: BusinessId;
    readonly name: 'settings.changed' | 'agent.chosen';
  }): Promise<'published' | 'unchanged' | 'no agent'> => {
    const { businessId, name } = event;
    const record = await deps.records.find(businessId);
    if (!record?.live) return 'no agent';
    // It is being taken away: whoever publishes it now makes another one that nobody takes away.
    if ((await deps.settings.find(businessId))?.outOfService === 'closing') return 'no agent';
    const reason = name === 'agent.chosen' ? 'rollback' : 'settings';
    let { did } = await publish(businessId, reason);
    const first = did;
    for (let round = 2; did === 'published' && round <= MOST_ROUNDS; round += 1) {
      ({ did } = await publish(businessId, reason));
    }
    return first;
  };
};
