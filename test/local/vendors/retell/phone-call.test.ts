import Retell from 'retell-sdk';
import { describe, expect, it } from 'vitest';
import { AGENT, CALLER, KEY, NUMBER, phoneSystem } from './phone-system.ts';

const inboundAnswer = (decision: object) => (heard: { path: string }) =>
  heard.path === '/inbound' ? { body: { call_inbound: decision } } : undefined;

describe('a phone call [D4]', () => {
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
