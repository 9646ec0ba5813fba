import { afterEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startRetell } from '../../../scripts/local/vendors/retell/retell.ts';
import { createRuleAgent } from '../../../scripts/local/vendors/retell/rule-agent/rule-agent.ts';
import { startListener } from '../vendors/retell/listening.ts';
import { booked, found, texted, VARIABLES } from './conversing.ts';

const NUMBER = '+15125550142';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const onThePhone = async () => {
  const answers: Record<string, unknown> = {
    '/inbound': { call_inbound: { dynamic_variables: VARIABLES } },
    '/lookup_availability': found().result,
    '/book_appointment': booked.result,
    '/send_booking_sms': texted.result,
  };
  const api = await startListener(({ path }) => ({ body: answers[path] ?? {} }));
  const retell = await startRetell({ clock: createLocalClock(), apiKeys: ['key'] });
  stops.push(api.stop, retell.stop);
  retell.addNumber({
    number: NUMBER,
    agentId: 'agent_1',
    inboundWebhookUrl: `${api.url}/inbound`,
    webhookUrl: `${api.url}/events`,
    toolUrl: (name) => `${api.url}/${name}`,
  });
  const session = await retell.placeCall({ from: '+15125550187', to: NUMBER });
  const said: string[] = [];
  const agent = createRuleAgent(session, '2026-11-23', {
    onSaid: (who, text) => void said.push(`${who}: ${text}`),
  });
  agent.greet();
  return { api, retell, session, agent, said };
};

const LINES = ['furnace repair tomorrow', 'nine', 'Dana Reyes', 'yes', 'skip', 'yes', "that's all"];

describe('a call with the rule-based agent', () => {
  it('books over the wire and ends with what a real call leaves behind', async () => {
    const { api, retell, session, agent } = await onThePhone();

    for (const line of LINES) await agent.hear(line);
    await retell.webhooks.idle();

    expect(agent.isOver()).toBe(true);
    expect(api.heard.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/lookup_availability', '/book_appointment', '/send_booking_sms']),
    );
    expect(api.events()).toEqual(['call_started', 'call_ended', 'call_analyzed']);
    expect(session.call()).toMatchObject({
      disconnection_reason: 'agent_hangup',
      call_analysis: {
        call_successful: true,
        custom_analysis_data: { outcome: 'booked', customer_name: 'Dana Reyes' },
      },
    });
  });

  it('says the same words to the same caller every time', async () => {
    const [first, second] = [await onThePhone(), await onThePhone()];

    for (const { agent } of [first, second]) for (const line of LINES) await agent.hear(line);

    expect(first.said).toEqual(second.said);
    expect(first.said.length).toBeGreaterThan(LINES.length);
  });

  it('may be ended by the caller at any time', async () => {
    const { agent, session } = await onThePhone();
    await agent.hear('furnace repair');

    agent.callerHangsUp();

    expect(session.call()).toMatchObject({
      disconnection_reason: 'user_hangup',
      call_analysis: { call_successful: false },
    });
    await expect(agent.hear('hello?')).rejects.toThrow('over');
  });
});
