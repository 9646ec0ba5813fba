import type { Profile } from '../business/business.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { TradePack } from '../trade/trade-pack.ts';
import { AGENT_TOOLS } from './agent-abilities.ts';
import { agentHash } from './agent-hash.ts';
import type { CompiledAgent } from './compiled-agent.ts';
import { openingOf } from './greeting.ts';
import { plainWords } from './plain-words.ts';
import { promptOf } from './prompt.ts';

/** In characters. Whatever a prompt has is read at every turn of every call: it is waited for and paid for. */
export const PROMPT_BUDGET = 12_000;

/** Eight minutes: longer calls were found to be machines and jokers. */
const LONGEST_CALL_MS = 8 * 60_000;
const SILENCE_MS = 60_000;
/** What people see at the vendor, of which our id is the part that counts. */
const LONGEST_NAME = 60;

/** What may be filled when the phone rings, as it is where nothing can be found out. */
const defaultsOf = (business: Profile): CompiledAgent['defaults'] => ({
  business_id: business.id,
  greeting: openingOf(business),
  booking: 'open',
  business_name: plainWords(business.name),
  business_timezone: business.zone,
  today_local: 'not known: ask which day they mean',
  now_local: 'not known',
  services: business.services.map(({ name }) => plainWords(name)).join('; '),
  next_slots: 'not known: look them up.',
  caller_number: 'not shown',
  owner_transfer_number: business.owner.transferNumber,
});

/**
 * The agent of a business: the same for the same settings and pack, and another hash for whatever a caller would notice.
 * Refuses settings whose prompt is over the budget (`invalid_arguments`, with the fields that take the room): the longest
 * that the API takes is within it.
 */
export const compileAgent =
  (ids: Pick<DerivedIds, 'agentFingerprint'>) =>
  ({ business, pack }: { readonly business: Profile; readonly pack: TradePack }): CompiledAgent => {
    const prompt = promptOf(business, pack);
    if (prompt.length > PROMPT_BUDGET) {
      throw new Refusal('invalid_arguments', { fields: ['services', 'hours', 'name', 'address'] });
    }
    const agent: Omit<CompiledAgent, 'hash'> = {
      v: 1,
      businessId: business.id,
      name: `${[...plainWords(business.name)].slice(0, LONGEST_NAME).join('')} (${business.id})`,
      voice: 'retell-Cimo',
      language: 'en-US',
      zone: business.zone,
      model: 'gpt-4.1',
      opening: '{{greeting}}',
      prompt,
      tools: AGENT_TOOLS,
      defaults: defaultsOf(business),
      longestCallMs: LONGEST_CALL_MS,
      silenceMs: SILENCE_MS,
    };
    return { ...agent, hash: agentHash(ids, agent) };
  };
