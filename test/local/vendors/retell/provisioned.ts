import { CALLER, KEY, NUMBER, phoneSystem } from './phone-system.ts';

export { CALLER, KEY, NUMBER };
export const OTHER = '+15125550143';

type Json = Readonly<Record<string, unknown>>;
type Answered = { readonly status: number; readonly body: Record<string, unknown> & { message?: string } };

const MODEL = {
  model: 'gpt-4.1',
  start_speaker: 'agent',
  begin_message: '{{greeting}}',
  general_prompt: 'You answer the phone.',
  default_dynamic_variables: { greeting: 'Hello from nobody.' },
};

/** Retell, asked over its API as anybody with a key may ask it. */
export const provisioning = async (answer?: Parameters<typeof phoneSystem>[0]) => {
  const { retell, api, clock } = await phoneSystem(answer);
  const ask = async (route: string, body?: unknown, key = KEY): Promise<Answered> => {
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(`${retell.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  };
  const tool = (name: string) => ({
    type: 'custom',
    name,
    url: `${api.url}/provisioned/${name}`,
    timeout_ms: 1_000,
    max_retry: 0,
  });

  const aModel = async (more: Json = {}) =>
    String((await ask('POST /create-retell-llm', { ...MODEL, ...more })).body.llm_id);
  const anAgent = async (more: Json = {}, model: Json = {}) => {
    const llmId = await aModel({ general_tools: [tool('lookup_availability')], ...model });
    const { body } = await ask('POST /create-agent', {
      agent_name: 'Apex',
      voice_id: 'retell-Cimo',
      response_engine: { type: 'retell-llm', llm_id: llmId },
      webhook_url: `${api.url}/provisioned/events`,
      ...more,
    });
    return { agentId: String(body.agent_id), llmId };
  };
  const publish = (agentId: string, version = 0) =>
    ask(`POST /publish-agent-version/${agentId}`, { version });
  const bind = (agentId: string, more: Json = {}) =>
    ask('POST /import-phone-number', {
      phone_number: OTHER,
      termination_uri: 'sip.telnyx.com',
      inbound_agents: [{ agent_id: agentId, agent_version: 'latest_published', weight: 1 }],
      inbound_webhook_url: `${api.url}/provisioned/inbound`,
      ...more,
    });
  return { retell, api, clock, ask, aModel, anAgent, publish, bind, tool };
};
