import type { BusinessId } from '../../contracts/ids.ts';
import { type PublishDeps, publishAgent } from './publish-agent.ts';

/**
 * Has callers hear what has changed, where they hear an agent at all: the first one is onboarding's to publish. Answers what it
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
    return (await publish(businessId, name === 'agent.chosen' ? 'rollback' : 'settings')).did;
  };
};
