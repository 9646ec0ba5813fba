import { describe, expect, it } from 'vitest';
import { readAgent } from '../../../functions/adapters/retell/read-agent.ts';
import { spellAgent, spellModel } from '../../../functions/adapters/retell/spell-agent.ts';
import { agentHash } from '../../../functions/domain/agent/agent-hash.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aCompiledAgent } from '../../support/compiled-agent.ts';

type Json = Record<string, unknown>;
type Seen = { model: Json; speaker: Json };

const around = { ourUrl: 'https://api.cloudgreet.example', trunkUsername: 'cloudgreettrunk' };
const agent = aCompiledAgent();
const ids = derivedIds(hashing);

/** As Retell shows it after it was written, with its own book-keeping. */
const shown = (): Seen =>
  structuredClone({
    model: {
      ...spellModel(agent, around),
      llm_id: 'llm_1',
      version: 3,
      is_published: false,
      last_modification_timestamp: 1,
    },
    speaker: {
      ...spellAgent(agent, { modelId: 'llm_1', version: 3 }, around),
      agent_id: 'agent_1',
      version: 3,
      is_published: false,
      base_version: 2,
      last_modification_timestamp: 1,
    },
  });

const hashOf = (seen: Seen, modelId = 'llm_1'): string | undefined => {
  const read = readAgent({ ...seen, modelId }, around);
  return read && agentHash(ids, read);
};

/** Every place of what we send, as a path. */
const placesIn = (value: unknown, path: readonly string[] = []): string[] => {
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  const below = Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]));
  return path.length === 0 ? below : [path.join('.'), ...below];
};

const altered = (value: unknown): unknown => {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return Array.isArray(value) ? [...value, 'more'] : { ...(value as Json), more: 'more' };
};

const change = (seen: Seen, place: string, how: (value: unknown) => unknown): Seen => {
  const path = place.split('.');
  const last = path.pop() as string;
  const holder = path.reduce<Json>((at, name) => at[name] as Json, seen as unknown as Json);
  const value = how(holder[last]);
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return seen;
};

const sent = {
  model: spellModel(agent, around),
  speaker: spellAgent(agent, { modelId: 'llm_1', version: 3 }, around),
};
const places = placesIn(sent).filter((place) => place.includes('.'));

/** A preset is there whether or not it is named; the engine's version goes with the agent's. */
const saysNothing = [/^speaker\.response_engine\.version$/, /^speaker\.post_call_analysis_data(?:\.\d)?$/];
const counts = places.filter((place) => !saysNothing.some((one) => one.test(place)));

describe('an agent read back', () => {
  it('is the agent that was compiled', () => {
    expect(hashOf(shown())).toBe(agent.hash);
    expect(places.length).toBeGreaterThan(90);
  });

  it.each(counts)('is another where %s is gone', (place) => {
    expect(hashOf(change(shown(), place, () => undefined))).not.toBe(agent.hash);
  });

  it.each([...counts, 'speaker.post_call_analysis_data'])('is another where %s is changed', (place) => {
    expect(hashOf(change(shown(), place, altered))).not.toBe(agent.hash);
  });

  it('is another where the order of its tools is', () => {
    const turned = change(shown(), 'model.general_tools', (tools) => (tools as unknown[]).toReversed());
    expect(hashOf(turned)).not.toBe(agent.hash);
  });

  it('is none of ours where it speaks from another model', () => {
    expect(hashOf(shown(), 'llm_2')).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['model.states', [{ name: 'upsell' }]],
    ['model.knowledge_base_ids', ['kb_1']],
    ['model.mcps', [{ name: 'other' }]],
    ['model.s2s_model', 'gpt-realtime'],
    ['model.begin_after_user_silence_ms', 2_000],
    ['speaker.voicemail_option', { action: { type: 'hangup' } }],
    ['speaker.ambient_sound', 'call-center'],
    ['speaker.boosted_keywords', ['furnace']],
    ['speaker.pronunciation_dictionary', [{ word: 'HVAC' }]],
    ['speaker.interruption_sensitivity', 0],
    ['speaker.voice_speed', 1.5],
    ['speaker.allow_user_dtmf', false],
    ['speaker.guardrail_config', { output_topics: ['violence'] }],
    ['speaker.handbook_config.high_empathy', true],
    ['model.general_tools.2.headers', { authorization: 'Bearer x' }],
    ['model.general_tools.2.query_params', { page: '1' }],
    ['model.general_tools.1.transfer_destination.extension', '12'],
  ])('is none of ours where somebody set %s', (place, value) => {
    expect(hashOf(change(shown(), place, () => value))).toBeUndefined();
  });

  it('is ours with the defaults that Retell adds of itself, and the order that it likes', () => {
    const seen = shown();
    Object.assign(seen.model, { states: null, knowledge_base_ids: [], model_high_priority: false });
    Object.assign(seen.speaker, {
      ...{ voice_speed: 1, interruption_sensitivity: 1, allow_user_dtmf: true, voicemail_option: null },
      ...{ enable_backchannel: false, reminder_trigger_ms: 10_000, a_field_of_next_year: 'anything' },
    });
    change(seen, 'speaker.webhook_events', (events) => (events as string[]).toReversed());
    change(seen, 'speaker.post_call_analysis_data', () => null);
    change(seen, 'model.general_tools.3.execution_message_type', () => 'prompt');
    seen.model.default_dynamic_variables = Object.fromEntries(
      Object.entries(seen.model.default_dynamic_variables as Json).toReversed(),
    );

    expect(hashOf(seen)).toBe(agent.hash);
  });

  it.each([undefined, null, 'text', [], {}])('is none of ours where Retell shows %j', (value) => {
    expect(hashOf({ model: value as Json, speaker: value as unknown as Json })).toBeUndefined();
  });
});
