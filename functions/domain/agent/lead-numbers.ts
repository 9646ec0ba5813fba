import type { Described, LineConnection, Registry, Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { bindNumber, isBoundTo } from './bind-number.ts';
import type { VoiceNumbers } from './ports.ts';

export type LeadDeps = {
  readonly voiceNumbers: Pick<VoiceNumbers, 'find' | 'import' | 'bind'>;
  readonly registry: Pick<Registry, 'byNumber'>;
  readonly lines: Pick<LineConnection, 'addAgent'>;
  readonly settings: Pick<Settings, 'find'>;
};

/** Numbers of the business that lead elsewhere, by the vendor's own word. One that is another's by now leads where it should. */
const astray = async (
  { voiceNumbers, registry }: LeadDeps,
  business: Described,
  agentId: string,
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const number of business.numbers ?? []) {
    if (isBoundTo(agentId, await voiceNumbers.find(number))) continue;
    if ((await registry.byNumber(number)) === business.id) found.push(number);
  }
  return found;
};

/** Whether whoever calls the business hears the agent, and is known as its caller. A business without a line has no callers. */
export const isLedTo =
  (deps: LeadDeps) =>
  async (business: Described, agentId: string): Promise<boolean> =>
    business.agentIds === undefined ||
    (business.agentIds.includes(agentId) && (await astray(deps, business, agentId)).length === 0);

/**
 * Leads every number of a business to the agent: the first one is led there by whoever connects the line, another one is
 * made where somebody has deleted that at the vendor. In this order: nobody answers for an agent that is not known as the
 * business's. Each number is read back; a repeat changes nothing, and no number of another business is touched. Refuses as
 * the vendor does, and with `business_closing` where the line is being taken down.
 */
export const leadNumbers = (deps: LeadDeps) => {
  const bind = bindNumber(deps.voiceNumbers);
  return async (business: Described, agentId: string): Promise<void> => {
    const { id, agentIds } = business;
    if (agentIds === undefined) return;
    if (!agentIds.includes(agentId) && (await deps.lines.addAgent(id, agentId)) === 'no line')
      throw new Refusal('business_closing', { businessId: id });
    for (const number of await astray(deps, business, agentId)) {
      // Whoever takes the line down has taken the number away by then, and looks for what is left before it is over.
      if ((await deps.settings.find(id))?.outOfService === 'closing')
        throw new Refusal('business_closing', { businessId: id });
      await bind(id, number, agentId);
    }
  };
};
