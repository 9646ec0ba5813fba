import { Refusal } from '../errors.ts';
import type { PublishAgent } from '../onboarding/make-agent.ts';
import { type PublishDeps, publishAgent } from './publish-agent.ts';

/** Publishes it the first time, as onboarding wants to hear of it. What the vendor refuses is thrown as it is. */
export const publishForOnboarding = (deps: PublishDeps): PublishAgent => {
  const publish = publishAgent(deps);
  return async (businessId) => {
    try {
      const { at } = await publish(businessId, 'onboarding');
      return { kind: 'published', ...at };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'busy_try_again' || error.code === 'claim_lost') return { kind: 'busy' };
      if (error.code === 'invalid_arguments') return { kind: 'refused', because: 'settings_too_long' };
      throw error;
    }
  };
};
