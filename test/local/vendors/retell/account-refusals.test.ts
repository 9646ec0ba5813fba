import { describe, expect, it } from 'vitest';
import { createRetellAccount } from '../../../../scripts/local/vendors/retell/account-model.ts';
import { modelRequest } from '../../../../scripts/local/vendors/vendor-model.ts';
import { seeded } from '../../../support/seeded.ts';
import { OTHER } from './provisioned.ts';

/** Each is as it may be, but for one thing. */
const agent = { voice_id: 'retell-Cimo', response_engine: { type: 'retell-llm', llm_id: 'llm_none' } };
const tool = { type: 'custom', name: 'lookup', url: 'https://api.example/x' };
const number = { phone_number: OTHER, termination_uri: 'sip.telnyx.com' };
const wrong: readonly (readonly [string, string, unknown, number])[] = [
  ['no body', 'POST /create-agent', undefined, 400],
  ['no voice', 'POST /create-agent', { response_engine: agent.response_engine }, 400],
  ['a model that is not there', 'POST /create-agent', agent, 422],
  ['a field of nobody', 'POST /create-agent', { ...agent, colour: 'blue' }, 400],
  ['a call too short', 'POST /create-agent', { ...agent, max_call_duration_ms: 59_999 }, 400],
  ['a silence too short', 'POST /create-agent', { ...agent, end_call_after_silence_ms: 9_999 }, 400],
  [
    'recordings for longer than two years',
    'POST /create-agent',
    { ...agent, data_storage_retention_days: 731 },
    400,
  ],
  ['no speaker', 'POST /create-retell-llm', { model: 'gpt-4.1' }, 400],
  ['a model of nobody', 'POST /create-retell-llm', { start_speaker: 'agent', model: 'gpt-99' }, 400],
  [
    'two tools of one name',
    'POST /create-retell-llm',
    { start_speaker: 'agent', general_tools: [tool, tool] },
    400,
  ],
  [
    'a tool without an address',
    'POST /create-retell-llm',
    { start_speaker: 'agent', general_tools: [{ type: 'custom', name: 'x' }] },
    400,
  ],
  [
    'a tool that waits half a second',
    'POST /create-retell-llm',
    { start_speaker: 'agent', general_tools: [{ ...tool, timeout_ms: 500 }] },
    400,
  ],
  ['a number of the neighbours', 'POST /import-phone-number', { ...number, phone_number: '5125550142' }, 400],
  ['no trunk', 'POST /import-phone-number', { phone_number: OTHER }, 400],
  [
    'an agent that is not there',
    'POST /import-phone-number',
    { ...number, inbound_agents: [{ agent_id: 'agent_none', weight: 1 }] },
    400,
  ],
  [
    'half an agent',
    'POST /import-phone-number',
    { ...number, inbound_agents: [{ agent_id: 'agent_none', weight: 0.5 }] },
    400,
  ],
  [
    'the field that was taken away',
    'POST /import-phone-number',
    { ...number, inbound_agent_id: 'agent_none' },
    400,
  ],
];

const ask = (account: ReturnType<typeof createRetellAccount>, route: string, body: unknown) => {
  const [method = '', url = ''] = route.split(' ');
  const headers = { authorization: 'Bearer key_1', 'content-type': 'application/json' };
  const rawBody = body === undefined ? '' : JSON.stringify(body);
  return account.handle(modelRequest({ method, url, headers, rawBody }));
};

describe('a request to the local Retell', () => {
  it.each(wrong)('with %s is refused, and nothing is made', (_what, route, body, status) => {
    const account = createRetellAccount({ clock: { now: () => 0 }, apiKeys: () => ['key_1'] });

    expect(ask(account, route, body)).toMatchObject({ status, body: { status: 'error' } });
    expect(account.books()).toEqual({ llms: [], agents: [], importedNumbers: [] });
  });

  it.each([
    ['the shortest call', { max_call_duration_ms: 60_000 }],
    ['the shortest silence', { end_call_after_silence_ms: 10_000 }],
    ['two years of recordings', { data_storage_retention_days: 730 }],
  ])('with %s is taken', (_what, more) => {
    const account = createRetellAccount({ clock: { now: () => 0 }, apiKeys: () => ['key_1'] });
    const model = ask(account, 'POST /create-retell-llm', { start_speaker: 'agent' });
    const { llm_id } = model.body as { llm_id: string };

    const made = ask(account, 'POST /create-agent', {
      ...{ ...agent, ...more },
      response_engine: { type: 'retell-llm', llm_id },
    });

    expect(made.status).toBe(201);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('that crashes %s its effect is answered with a 500', (crash, models) => {
    const account = createRetellAccount({ clock: { now: () => 0 }, apiKeys: () => ['key_1'] });
    const request = modelRequest({
      method: 'POST',
      url: '/create-retell-llm',
      headers: { authorization: 'Bearer key_1', 'content-type': 'application/json' },
      rawBody: '{"start_speaker":"agent"}',
    });

    expect(account.handle(request, { crash }).status).toBe(500);
    expect(account.books().llms).toHaveLength(models);
  });

  it('makes the same ids from the same chance', () => {
    const idFrom = (seed: number): unknown => {
      const chance = { int: seeded(seed).below };
      const account = createRetellAccount({ clock: { now: () => 0 }, apiKeys: () => ['key_1'], chance });
      return ask(account, 'POST /create-retell-llm', { start_speaker: 'agent' }).body;
    };

    expect(idFrom(7)).toEqual(idFrom(7));
    expect(idFrom(7)).not.toEqual(idFrom(8));
  });

  it('takes nothing back that was read of it', () => {
    const account = createRetellAccount({ clock: { now: () => 0 }, apiKeys: () => ['key_1'] });
    const made = ask(account, 'POST /create-retell-llm', { start_speaker: 'agent', general_tools: [tool] });
    const body = made.body as { general_tools: { name: string }[] };
    if (body.general_tools[0]) body.general_tools[0].name = 'changed';

    expect(account.books().llms).toMatchObject([{ general_tools: [{ name: 'lookup' }] }]);
  });
});
