import { bindNumber } from '../agent/bind-number.ts';
import type { VoiceNumbers } from '../agent/ports.ts';
import { connectLine } from '../business/connect-line.ts';
import type { LineConnection } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Numbers } from '../provision/ports.ts';
import type { Release } from '../vendor-event/ports.ts';
import type { Outcome } from './progress.ts';
import { DONE, type DoStep } from './work.ts';

export type ConnectDeps = {
  readonly numbers: Pick<Numbers, 'find' | 'route'>;
  readonly voiceNumbers: Pick<VoiceNumbers, 'find' | 'import' | 'bind'>;
  readonly lines: LineConnection;
  readonly release: Release;
};

const refused = (detail: string): Outcome => ({ kind: 'stuck', problem: { code: 'line_refused', detail } });

/**
 * Has the number answered by the agent, and by the owner's phone where the agent cannot be reached, and makes the business
 * known by both. Each is read back: what a vendor says it has done is believed when it says so when asked again.
 */
export const connectNumber = ({ numbers, voiceNumbers, lines, release }: ConnectDeps): DoStep<'line'> => {
  const connect = connectLine({ lines, release });
  const bind = bindNumber(voiceNumbers);
  return async ({ onboarding: { steps }, business, keep }) => {
    const { number, numberId, messagingProfileId } = steps.number.made;
    const { billing, owner, id } = business;
    // Another one by now, where somebody has deleted at the vendor what was made first.
    const agentId = business.agentIds?.[0] ?? steps.agent.made.agentId;
    if (!number || !numberId || !messagingProfileId || !agentId || !billing)
      throw new Error(`${id} is to be connected without all that a line is made of`);

    await bind(id, number, agentId);
    await keep({ imported: number });

    await numbers.route(numberId, id, owner.transferNumber);
    const routed = await numbers.find(number);
    if (!routed) return refused('the carrier does not have the number any more');
    if (routed.forwardsOnFailureTo !== owner.transferNumber)
      throw new Refusal('vendor_outcome_unknown', { vendor: 'telnyx', step: 'route number' });
    await keep({ routed: number, forwardsTo: owner.transferNumber });

    try {
      await connect(id, {
        agentIds: [agentId],
        numbers: [number],
        billing,
        messaging: { from: number, messagingProfileId },
      });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'invalid_arguments') throw error;
      return { kind: 'stuck', problem: { code: 'part_of_line_taken' } };
    }
    await keep({ connected: number });
    return DONE;
  };
};
