import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { agentHash } from '../../../functions/domain/agent/agent-hash.ts';
import type { CompiledAgent } from '../../../functions/domain/agent/compiled-agent.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

const ids = derivedIds(hashing);

const agent: Omit<CompiledAgent, 'hash'> = {
  v: 1,
  businessId: 'biz_apexhvac01' as BusinessId,
  name: 'Apex (biz_apexhvac01)',
  voice: 'retell-Cimo',
  language: 'en-US',
  zone: 'America/Chicago',
  model: 'gpt-4.1',
  opening: '{{greeting}}',
  prompt: 'You answer the phone.',
  tools: [
    { kind: 'end-call', description: 'Ends it.' },
    {
      kind: 'ours',
      name: 'send_booking_sms',
      description: 'Texts it.',
      timeoutMs: 5_000,
      retries: 0,
      parameters: { type: 'object', properties: { booking_id: { type: 'string' } } },
    },
  ],
  defaults: { greeting: 'Hello.', business_name: 'Apex' },
  longestCallMs: 900_000,
  silenceMs: 60_000,
};
const hash = agentHash(ids, agent);

/** The same with the names in the other order, at every depth. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
};

describe("an agent's hash", () => {
  it('has 26 characters and is the same for the same, in whatever order it was written', () => {
    expect(hash).toMatch(/^[a-z2-7]{26}$/);
    expect(agentHash(ids, reversed(agent) as typeof agent)).toBe(hash);
  });

  it('takes no notice of a hash that is there, nor of what is undefined', () => {
    expect(agentHash(ids, { ...agent, hash: 'another' } as typeof agent)).toBe(hash);
    const [end, text] = agent.tools;
    expect(agentHash(ids, { ...agent, tools: [end, { ...text, meanwhile: undefined }] as never })).toBe(hash);
  });

  it.each<[string, Partial<CompiledAgent>]>([
    ['business', { businessId: 'biz_apexhvac02' as BusinessId }],
    ['name', { name: 'Apex' }],
    ['voice', { voice: 'retell-Anna' }],
    ['language', { language: 'es-US' }],
    ['zone', { zone: 'America/Denver' }],
    ['model', { model: 'gpt-4.1-mini' }],
    ['opening', { opening: 'Hello' }],
    ['prompt', { prompt: 'You answer the phone!' }],
    ['order of tools', { tools: agent.tools.toReversed() }],
    ['tools', { tools: agent.tools.slice(1) }],
    ['defaults', { defaults: { greeting: 'Hello.' } }],
    ['longest call', { longestCallMs: 900_001 }],
    ['silence', { silenceMs: 60_001 }],
  ])('is another for another %s', (_what, differing) => {
    expect(agentHash(ids, { ...agent, ...differing })).not.toBe(hash);
  });
});
