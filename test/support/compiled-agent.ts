import type { BusinessId } from '../../functions/contracts/ids.ts';
import { agentHash } from '../../functions/domain/agent/agent-hash.ts';
import type { CompiledAgent } from '../../functions/domain/agent/compiled-agent.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';

const ids = derivedIds(hashing);

/** The agent of a business, with all kinds of tools. */
export const aCompiledAgent = (differing: Partial<Omit<CompiledAgent, 'hash'>> = {}): CompiledAgent => {
  const businessId = differing.businessId ?? ('biz_apexhvac01' as BusinessId);
  const agent: Omit<CompiledAgent, 'hash'> = {
    v: 1,
    businessId,
    name: `Apex Heating & Air (${businessId})`,
    voice: 'retell-Cimo',
    language: 'en-US',
    zone: 'America/Chicago',
    model: 'gpt-4.1',
    opening: '{{greeting}}',
    prompt: 'You are the receptionist of {{business_name}}. Today is {{today_local}}.',
    tools: [
      { kind: 'end-call', description: 'End the call once the caller has nothing further.' },
      { kind: 'transfer', description: 'Put the caller through.', whileDialing: 'Please hold.' },
      {
        kind: 'ours',
        name: 'lookup_availability',
        description: 'Find open times.',
        meanwhile: 'One moment while I check the calendar.',
        timeoutMs: 8_000,
        retries: 1,
        parameters: {
          type: 'object',
          properties: { service: { type: 'string' } },
          required: ['service'],
        },
      },
      {
        kind: 'ours',
        name: 'send_booking_sms',
        description: 'Text the confirmation.',
        timeoutMs: 5_000,
        retries: 0,
        parameters: {
          type: 'object',
          properties: { booking_id: { type: 'string' } },
          required: ['booking_id'],
        },
      },
    ],
    defaults: { greeting: 'Hello.', business_name: 'Apex Heating & Air', today_local: 'today' },
    longestCallMs: 900_000,
    silenceMs: 60_000,
    ...differing,
  };
  return { ...agent, hash: agentHash(ids, agent) };
};
