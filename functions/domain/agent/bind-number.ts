import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { ImportedNumber, VoiceNumbers } from './ports.ts';

/** Whether callers of the number hear what was published last of that agent. */
export const isBoundTo = (agentId: string, there: ImportedNumber | undefined): boolean =>
  there?.agentId === agentId && there.agentVersion === 'latest_published';

/**
 * Has a number answered by the agent, as it was published last; done already, nothing is written. Read back: refuses with
 * `vendor_outcome_unknown` where the vendor has it otherwise after it has taken it, and as the vendor does.
 */
export const bindNumber =
  (voiceNumbers: Pick<VoiceNumbers, 'find' | 'import' | 'bind'>) =>
  async (businessId: BusinessId, number: string, agentId: string): Promise<void> => {
    const wanted = { number, agentId, agentVersion: 'latest_published' } as const;
    const there = await voiceNumbers.find(number);
    if (isBoundTo(agentId, there)) return;
    await (there ? voiceNumbers.bind(businessId, wanted) : voiceNumbers.import(businessId, wanted));
    if (!isBoundTo(agentId, await voiceNumbers.find(number)))
      throw new Refusal('vendor_outcome_unknown', { vendor: 'retell', step: 'bind number' });
  };
