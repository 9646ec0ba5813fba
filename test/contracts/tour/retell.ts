import Retell from 'retell-sdk';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startRetell } from '../../../scripts/local/vendors/retell/retell.ts';
import { orRefused, startReceiver } from './receive.ts';

const NUMBER = '+15125550142';
const CALLER = '+15125550187';
const PORTED = '+15125550143';

/** An agent through two versions, and a number that it answers. */
const tourAgents = async (client: Retell): Promise<void> => {
  const model = await client.llm.create({ start_speaker: 'agent', begin_message: 'Hello.' });
  const agent = await client.agent.create({
    agent_name: 'Apex',
    voice_id: 'retell-Cimo',
    response_engine: { type: 'retell-llm', llm_id: model.llm_id, version: 0 },
  });
  const id = agent.agent_id;
  await client.llm.update(model.llm_id, { general_prompt: 'You answer the phone.' });
  // Whole, as we send it: the types have no changes of an agent by themselves.
  const { response_engine, voice_id } = agent;
  await client.agent.update(id, { response_engine, voice_id, language: 'en-US' });
  await client.agent.publish(id, { version: 0 });
  await client.agent.createVersion(id, { base_version: 0 });
  await client.agent.retrieve(id, { version: 1 });
  await client.agent.getVersions(id);
  await client.llm.retrieve(model.llm_id, { version: 1 });
  await client.agent.list({ limit: 1, filter_criteria: { query: 'Apex' } });
  await client.llm.list({ limit: 1, sort_order: 'ascending' });
  await client.phoneNumber.import({
    phone_number: PORTED,
    termination_uri: 'sip.telnyx.com',
    inbound_agents: [{ agent_id: id, agent_version: 'latest_published', weight: 1 }],
  });
  await client.phoneNumber.update(PORTED, { fallback_number: CALLER });
  await client.phoneNumber.retrieve(PORTED);
  await client.phoneNumber.list({ limit: 1 });
  await client.phoneNumber.delete(PORTED);
  await orRefused(client.phoneNumber.delete(PORTED));
  await orRefused(client.agent.publish(id, { version: 7 }));
  await orRefused(client.llm.delete(model.llm_id));
  await client.agent.delete(id);
  await client.llm.delete(model.llm_id);
};

/** Everything that the Retell simulator can be asked, asks us, and tells us. */
export const tourRetell = async (): Promise<void> => {
  const receiver = await startReceiver();
  const sim = await startRetell({ clock: createLocalClock(), apiKeys: ['key_tour'] });
  sim.addNumber({
    number: NUMBER,
    agentId: 'agent_tour',
    inboundWebhookUrl: `${receiver.url}/inbound`,
    webhookUrl: `${receiver.url}/events`,
    toolUrl: (tool) => `${receiver.url}/${tool}`,
  });
  const client = new Retell({ apiKey: 'key_tour', baseURL: sim.url, maxRetries: 0 });
  const list = (): Promise<unknown> =>
    fetch(`${sim.url}/v3/list-calls`, {
      method: 'POST',
      headers: { authorization: 'Bearer key_tour', 'content-type': 'application/json' },
      body: JSON.stringify({ limit: 2 }),
    });

  try {
    const call = await sim.placeCall({ from: CALLER, to: NUMBER });
    await client.call.retrieve(call.callId);
    call.agentSays('How can I help?');
    call.callerSays('My furnace is out.');
    await call.tool('lookup_availability', {
      service: 'Furnace repair',
      date_from: '2026-11-24',
      date_to: '2026-11-25',
    });
    await call.tool('book_appointment', { slot_id: 'x', service: 'Furnace repair' });
    await call.tool('send_booking_sms', { booking_id: 'apt_x' });
    call.hangUp('agent_hangup', { custom: { service_requested: 'Furnace repair' } });
    await client.call.retrieve(call.callId);
    const web = await sim.placeCall({ from: CALLER, to: NUMBER, callType: 'web_call' });
    web.hangUp();
    await client.call.retrieve(web.callId);
    await client.call.retrieve(sim.missCall({ from: CALLER, to: NUMBER }));
    await list();
    await tourAgents(client);
    await orRefused(client.call.retrieve('call_nobody'));
    await orRefused(new Retell({ apiKey: 'key_wrong', baseURL: sim.url, maxRetries: 0 }).call.retrieve('x'));
    for (const effect of ['429', 'refuse-503', 'error-500-after', 'decline'] as const) {
      sim.faults.add({ effect, times: 1 });
      await orRefused(client.call.retrieve(call.callId));
    }
    await sim.webhooks.idle();
  } finally {
    await sim.stop();
    await receiver.stop();
  }
};
