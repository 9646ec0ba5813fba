import type { BusinessId } from '../../contracts/ids.ts';
import { DONE, type DoStep } from './work.ts';

/** Publishes the agent as the settings have it, once; answers what stands there, or why it does not. */
export type PublishAgent = (businessId: BusinessId) => Promise<
  | { readonly kind: 'published'; readonly agentId: string; readonly modelId: string }
  /** Somebody else publishes it just now. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'refused'; readonly because: string }
>;

/** The agent that will answer, published and read back before any number leads to it. */
export const makeAgent =
  (publish: PublishAgent): DoStep<'agent'> =>
  async ({ business, keep }) => {
    const outcome = await publish(business.id);
    if (outcome.kind === 'busy') return { kind: 'waiting', waitsFor: 'retry', afterMs: 30_000 };
    if (outcome.kind === 'refused')
      return { kind: 'stuck', problem: { code: 'agent_refused', detail: outcome.because } };
    await keep({ agentId: outcome.agentId, modelId: outcome.modelId });
    return DONE;
  };
