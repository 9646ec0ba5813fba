import Retell from 'retell-sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../../scripts/local/clock.ts';
import { startRetell } from '../../../../scripts/local/vendors/retell/retell.ts';
import { startListener } from './listening.ts';

const KEY = 'key_current';
const NUMBER = '+15125550142';
const CALLER = '+15125550187';
const AGENT = 'agent_bound';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const phoneSystem = async (answer?: Parameters<typeof startListener>[0]) => {
  const clock = createLocalClock();
  const api = await startListener(answer);
  const retell = await startRetell({
    clock,
    apiKeys: [KEY, 'key_previous'],
    webhookRetryMs: [1, 1],
    inboundTimeoutMs: 200,
    toolTimeoutMs: 200,
  });
  stops.push(api.stop, retell.stop);
  retell.addNumber({
    number: NUMBER,
    agentId: AGENT,
    inboundWebhookUrl: `${api.url}/inbound`,
    webhookUrl: `${api.url}/events`,
    toolUrl: (name) => `${api.url}/tools/${name}`,
  });
  return { clock, api, retell };
};

const inboundAnswer = (decision: object) => (heard: { path: string }) =>
  heard.path === '/inbound' ? { body: { call_inbound: decision } } : undefined;

describe('a phone call', () => {
  it('asks the inbound webhook and gives the agent its variables', async () => {
    const { retell } = await phoneSystem(
      inboundAnswer({
        override_agent_id: 'agent_other',
        dynamic_variables: { business_name: 'Apex' },
        metadata: { business_id: 'biz_1' },
      }),
    );

    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    expect(call.agentId).toBe('agent_other');
    expect(call.dynamicVariables).toEqual({ business_name: 'Apex' });
    expect(call.call()).toMatchObject({
      call_status: 'ongoing',
      agent_id: 'agent_other',
      from_number: CALLER,
      to_number: NUMBER,
      metadata: { business_id: 'biz_1' },
    });
  });

  it('signs every request so that the official SDK accepts it', async () => {
    const { retell, api } = await phoneSystem();

    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    await call.tool('lookup_availability', { service: 'furnace repair' });
    call.hangUp();
    await retell.webhooks.idle();

    expect(api.heard.map(({ path }) => path)).toEqual([
      '/inbound',
      '/events',
      '/tools/lookup_availability',
      '/events',
      '/events',
    ]);
    for (const { rawBody, headers } of api.heard) {
      expect(await Retell.verify(rawBody, KEY, String(headers['x-retell-signature']))).toBe(true);
      expect(await Retell.verify(rawBody, 'another key', String(headers['x-retell-signature']))).toBe(false);
    }
  });

  it('goes to the bound agent when the inbound webhook fails three times', async () => {
    const { retell, api } = await phoneSystem(({ path }) =>
      path === '/inbound' ? { status: 500 } : undefined,
    );

    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    expect(call.inbound).toMatchObject({ status: 500, attempts: 3 });
    expect(call.agentId).toBe(AGENT);
    expect(call.dynamicVariables).toEqual({});
    expect(
      api.heard.filter(({ path }) => path === '/inbound').map(({ body }) => body.call_inbound.call_id),
    ).toEqual(Array(3).fill(call.callId));
  });

  it('goes to the bound agent when the inbound webhook never answers', async () => {
    const { retell } = await phoneSystem(({ path }) => (path === '/inbound' ? 'silence' : undefined));

    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    expect(call.inbound).toMatchObject({ status: undefined, attempts: 3 });
    expect(call.agentId).toBe(AGENT);
  });

  it('is not connected when the inbound webhook rejects it', async () => {
    const { retell, api } = await phoneSystem(inboundAnswer({ reject: true }));

    await expect(retell.placeCall({ from: CALLER, to: NUMBER })).rejects.toThrow('rejected');

    await retell.webhooks.idle();
    expect(api.events()).toEqual([]);
  });

  it('to a number nobody has is refused by name', async () => {
    const { retell } = await phoneSystem();

    await expect(retell.placeCall({ from: CALLER, to: '+15125550100' })).rejects.toThrow('+15125550100');
  });

  it('announces start, end and analysis in that order', async () => {
    const { retell, api } = await phoneSystem();

    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.agentSays('How can I help?');
    call.hangUp('agent_hangup', { summary: 'Asked for help.', successful: false });
    call.hangUp();
    await retell.webhooks.idle();

    expect(api.events()).toEqual(['call_started', 'call_ended', 'call_analyzed']);
    const [, , analyzed] = api.heard.filter(({ path }) => path === '/events');
    expect(analyzed?.body.call).toMatchObject({
      call_status: 'ended',
      disconnection_reason: 'agent_hangup',
      transcript: 'Agent: How can I help?\n',
      call_analysis: { call_summary: 'Asked for help.', call_successful: false },
    });
  });

  it('that never connects is only heard of by its end', async () => {
    const { retell, api } = await phoneSystem();

    retell.missCall({ from: CALLER, to: NUMBER });
    await retell.webhooks.idle();

    expect(api.events()).toEqual(['call_ended']);
    expect(api.heard[0]?.body.call).toMatchObject({ call_status: 'not_connected', duration_ms: 0 });
    expect(api.heard[0]?.body.call).not.toHaveProperty('start_timestamp');
  });

  it('made in a browser has no numbers and asks nobody', async () => {
    const { retell, api } = await phoneSystem();

    const call = await retell.placeCall({ from: CALLER, to: NUMBER, callType: 'web_call' });
    await retell.webhooks.idle();

    expect(api.heard.map(({ path }) => path)).toEqual(['/events']);
    expect(call.call()).toMatchObject({ call_type: 'web_call' });
    expect(call.call()).not.toHaveProperty('from_number');
  });
});

describe('a tool call', () => {
  it('carries everything said so far and itself at the end', async () => {
    const { retell, api } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.agentSays('How can I help?');
    call.callerSays('My furnace is cold.');

    await call.tool('lookup_availability', { service: 'furnace repair' }, { toolCallId: 'tool_call_1' });

    const sent = api.heard.at(-1)?.body;
    expect(sent).toMatchObject({ name: 'lookup_availability', args: { service: 'furnace repair' } });
    expect(sent.call.transcript).toBe('Agent: How can I help?\nUser: My furnace is cold.\n');
    expect(sent.call.transcript_object).toHaveLength(2);
    expect(sent.call.transcript_with_tool_calls.at(-1)).toEqual({
      role: 'tool_call_invocation',
      tool_call_id: 'tool_call_1',
      name: 'lookup_availability',
      arguments: '{"service":"furnace repair"}',
    });
  });

  it('leaves its result in the transcript for the next one', async () => {
    const { retell, api } = await phoneSystem(({ path }) =>
      path.startsWith('/tools') ? { body: { ok: true } } : undefined,
    );
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    const first = await call.tool('lookup_availability', {});
    await call.tool('book_appointment', {});

    expect(first).toMatchObject({ ok: true, status: 200, attempts: 1, result: { ok: true } });
    expect(api.heard.at(-1)?.body.call.transcript_with_tool_calls[1]).toEqual({
      role: 'tool_call_result',
      tool_call_id: first.toolCallId,
      content: '{"ok":true}',
      successful: true,
    });
  });

  it('is tried once more under the same id when the first answer fails', async () => {
    const { retell, api } = await phoneSystem(({ path }, count) =>
      path.startsWith('/tools') && count < 4 ? { status: 503 } : undefined,
    );
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    await retell.webhooks.idle();

    const answer = await call.tool('book_appointment', {});

    expect(answer).toMatchObject({ ok: true, status: 200, attempts: 2 });
    const tried = api.heard.filter(({ path }) => path.startsWith('/tools'));
    expect(tried).toHaveLength(2);
    expect(tried[0]?.rawBody).toBe(tried[1]?.rawBody);
  });

  it('fails when nobody answers in time', async () => {
    const { retell } = await phoneSystem(({ path }) => (path.startsWith('/tools') ? 'silence' : undefined));
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    const answer = await call.tool('book_appointment', {});

    expect(answer).toMatchObject({ ok: false, status: undefined, attempts: 2 });
  });

  it('after the end of the call is a mistake of the script', async () => {
    const { retell } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.hangUp();

    await expect(call.tool('book_appointment', {})).rejects.toThrow('not connected');
  });
});

describe('webhooks', () => {
  it('are tried three times', async () => {
    const { retell, api } = await phoneSystem(({ path }) =>
      path === '/events' ? { status: 500 } : undefined,
    );

    await retell.placeCall({ from: CALLER, to: NUMBER });
    await retell.webhooks.idle();

    expect(api.events()).toEqual(['call_started', 'call_started', 'call_started']);
    expect(retell.webhooks.list()).toMatchObject([{ type: 'call_started', state: 'failed' }]);
  });

  it.each([
    { effect: 'forge', status: false },
    { effect: 'stale', status: true },
  ] as const)('can be spoilt: $effect', async ({ effect, status }) => {
    const { retell, api } = await phoneSystem();
    retell.faults.addWebhook({ type: 'call_started', effect });

    await retell.placeCall({ from: CALLER, to: NUMBER });
    await retell.webhooks.idle();

    const rawBody = api.heard.at(-1)?.rawBody ?? '';
    const signature = String(api.heard.at(-1)?.headers['x-retell-signature']);
    const signedAt = Number(/^v=(\d+)/.exec(signature)?.[1]);
    expect(retell.webhooks.list()).toMatchObject([{ state: 'forged' }]);
    expect(Date.now() - signedAt > 300_000).toBe(status);
    expect(await Retell.verify(rawBody, KEY, signature)).toBe(false);
  });

  it('can be dropped, repeated and reordered', async () => {
    const { retell, api } = await phoneSystem();
    retell.faults.addWebhook({ type: 'call_started', effect: 'drop' });
    retell.faults.addWebhook({ type: 'call_ended', effect: 'reorder' });
    retell.faults.addWebhook({ type: 'call_analyzed', effect: 'repeat' });

    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.hangUp();
    await retell.webhooks.idle();

    expect(api.events().sort()).toEqual(['call_analyzed', 'call_analyzed', 'call_ended']);
    expect(api.events()[0]).toBe('call_analyzed');
  });
});

describe('the API', () => {
  it('shows a call to the official SDK', async () => {
    const { retell } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.hangUp();
    const client = new Retell({ apiKey: 'key_previous', baseURL: retell.url, maxRetries: 0 });

    const shown = await client.call.retrieve(call.callId);

    expect(shown).toMatchObject({ call_id: call.callId, call_status: 'ended' });
  });

  it('lists calls, newest first, in pages', async () => {
    const { retell } = await phoneSystem();
    for (const callId of ['call_a', 'call_b', 'call_c']) {
      await retell.placeCall({ from: CALLER, to: NUMBER, callId });
    }
    const list = async (body: object) =>
      (
        await fetch(`${retell.url}/v3/list-calls`, {
          method: 'POST',
          headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json() as Promise<{ items: { call_id: string }[]; has_more: boolean; pagination_key?: string }>;

    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, pagination_key: first.pagination_key });

    expect(first.items.map(({ call_id }) => call_id)).toEqual(['call_c', 'call_b']);
    expect(second.items.map(({ call_id }) => call_id)).toEqual(['call_a']);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
  });

  it('refuses a wrong key and an unknown call', async () => {
    const { retell } = await phoneSystem();
    const show = (key: string) =>
      fetch(`${retell.url}/v2/get-call/call_x`, { headers: { authorization: `Bearer ${key}` } });

    expect((await show('wrong')).status).toBe(401);
    expect((await show(KEY)).status).toBe(404);
  });

  it('lets a person inspect numbers, calls and what was received', async () => {
    const { retell } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    const seen = await (await fetch(`${retell.url}/_inspect`)).json();

    expect(seen).toMatchObject({
      vendor: 'retell',
      state: { numbers: [{ number: NUMBER }], calls: [{ call_id: call.callId }] },
    });
  });
});
