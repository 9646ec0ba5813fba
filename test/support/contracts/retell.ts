import type { AskedQuestion, Exchange, SentWebhook } from '../../../scripts/local/vendors/traffic.ts';
import { contractDocument, once, onceEach, recordedPayload } from './documents.ts';
import { operationAt } from './openapi.ts';
import { bearer, headersLike, jsonValue, type Part, partsOfExchange } from './part.ts';
import { isObject, type Schema } from './references.ts';
import { agentContract } from './retell-agents.ts';
import { likeSamples, type SampleOptions } from './sample.ts';
import { type Check, conformsTo } from './schema.ts';

const types = () => contractDocument('retell/sdk-types-5.66.1.schema.json');
const api = () => contractDocument('retell/openapi-3.0.0-2026-04-03.yaml');

const named = onceEach((name) => ({ document: types(), node: { $ref: `#/definitions/${name}` } }));
const recorded = (options: SampleOptions, ...files: readonly string[]): Schema =>
  likeSamples(
    files.map((file) => recordedPayload(`retell/${file}.json`)),
    options,
  );

/** A call of either kind: what Retell's types of this version say. */
const callCheck: Check = (value) => {
  const type = Object(value).call_type === 'web_call' ? 'CgWebCallResponse' : 'CgPhoneCallResponse';
  return conformsTo(named(type))(value);
};

const errorShape = once(() => recorded({}, 'api.error'));
const ERROR_STATUSES = [400, 401, 402, 404, 422, 429, 500, 503];

/** What this version's types describe; the older description of the whole API has the rest. */
const responses: Readonly<Record<string, Schema | Check>> = { 'GET /v2/get-call/{call_id}': callCheck };

export const partsOfRetellExchange = (exchange: Exchange): readonly Part[] => {
  const operation = operationAt(api(), exchange.method, exchange.path);
  const agents = agentContract(exchange);
  const route = agents?.template ?? operation?.template ?? exchange.path;
  return partsOfExchange(exchange, {
    route,
    headers: headersLike({
      authorization: bearer,
      ...(exchange.rawBody !== '' && { 'content-type': /^application\/json/ }),
    }),
    query: agents ? agents.query : operation?.query,
    request: agents?.request ?? operation?.requestOf('application/json'),
    responseOf: (status) => {
      if (ERROR_STATUSES.includes(status)) return errorShape();
      if (agents) return agents.responses[status];
      return status === 200
        ? (responses[`${exchange.method} ${route}`] ?? operation?.responseOf(200))
        : undefined;
    },
  });
};

const proof = headersLike({ 'x-retell-signature': /^v=\d{13},d=[0-9a-f]{64}$/ });
const EVENTS = ['call_started', 'call_ended', 'call_analyzed'];

/** The envelope as recorded, the call as its types say; the parts that are written at once are there. */
const eventCheck =
  (type: string): Check =>
  (value) => {
    const { event, call, ...more } = Object(value);
    const wrong = event === type ? [] : [`event must be ${type}`];
    const others = Object.keys(more).map((name) => `${name} is no field of it`);
    const unnamed = isObject(call) && typeof call.call_id === 'string' ? [] : ['call must be an object'];
    return [...wrong, ...others, ...unnamed, ...callCheck(call).map((line) => `call: ${line}`)];
  };

export const partsOfRetellWebhook = ({ type, headers, rawBody }: SentWebhook): readonly Part[] => [
  { name: `retell webhook ${type} headers`, value: headers, check: proof },
  {
    name: `retell webhook ${type}`,
    value: jsonValue(rawBody),
    check: EVENTS.includes(type) ? eventCheck(type) : undefined,
  },
];

const inboundRequest = once(() =>
  conformsTo(recorded({ open: ['call_inbound.custom_sip_headers'] }, 'call_inbound.request')),
);

const inboundAnswer = once((): Check => {
  const optional = [
    'override_agent_id',
    'override_agent_version',
    'dynamic_variables',
    'metadata',
    'agent_override',
    'reject',
  ].map((name) => `call_inbound.${name}`);
  const open = ['call_inbound.metadata', 'call_inbound.agent_override', 'call_inbound.dynamic_variables'];
  const files = ['call_inbound.response', 'call_inbound.response.reject'];
  const shape = conformsTo(recorded({ optional, open }, ...files));
  return (value) => {
    const variables = Object.entries(Object(Object(value).call_inbound?.dynamic_variables));
    const wrong = variables.filter(([, text]) => typeof text !== 'string');
    return [...shape(value), ...wrong.map(([name]) => `dynamic variable ${name} must be a string`)];
  };
});

/** The envelope as recorded; its call as the types say. The arguments are the model's words: our own routes judge them. */
const toolRequest =
  (tool: string): Check =>
  (value) => {
    const { name, call, args, ...more } = Object(value);
    return [
      ...(name === tool ? [] : [`name must be ${tool}`]),
      ...(isObject(args) ? [] : ['args must be an object']),
      ...Object.keys(more).map((other) => `${other} is no field of it`),
      ...callCheck(call).map((line) => `call: ${line}`),
    ];
  };

/** Our answers to tools are our own, in the shape that was recorded; these fields came later. `error` became `code`. */
const ANSWER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  lookup_availability: ['service'],
  book_appointment: ['confirmation_code', 'starts_at', 'local'],
  send_booking_sms: [],
};

const toolAnswer = onceEach((tool): Check | undefined => {
  const mine = ANSWER_FIELDS[tool];
  if (mine === undefined) return undefined;
  const sample = recorded({}, `tool.${tool}.response`);
  return (value) => {
    const answer = Object(value);
    if (answer.ok === false) {
      const wrong = ['code', 'say'].filter((name) => typeof answer[name] !== 'string');
      return wrong.map((name) => `${name} must be a string`);
    }
    const ours = [...mine, ...(tool === 'lookup_availability' ? ['slots[].starts_at'] : [])];
    const withoutOurs = structuredClone(answer);
    for (const name of ours) {
      delete withoutOurs[name];
      if (name.startsWith('slots[].')) for (const slot of withoutOurs.slots ?? []) delete slot[name.slice(8)];
    }
    return conformsTo(sample)(withoutOurs);
  };
});

/** Only our own routes are held to the recorded answers: a test's listener may say anything. */
const OUR_ROUTE = /\/voice\/[^/]+\/(?:inbound|tools\/(?<tool>[^/?]+))$/;

export const partsOfRetellQuestion = (question: AskedQuestion): readonly Part[] => {
  const value = jsonValue(question.rawBody);
  const { event, name } = Object(value);
  const asked = event === 'call_inbound' ? 'call_inbound' : `tool ${name}`;
  const isInbound = asked === 'call_inbound';
  const parts: Part[] = [
    { name: `retell asks ${asked} headers`, value: question.headers, check: proof },
    { name: `retell asks ${asked}`, value, check: isInbound ? inboundRequest() : toolRequest(String(name)) },
  ];
  const { answer } = question;
  const isOurs = OUR_ROUTE.test(new URL(question.url).pathname);
  if (isOurs && answer !== undefined && answer.status >= 200 && answer.status < 300) {
    const check = isInbound ? inboundAnswer() : toolAnswer(String(name));
    parts.push({ name: `we answer ${asked}`, value: jsonValue(answer.rawBody), check });
  }
  return parts;
};
