import type { Exchange } from '../../../scripts/local/vendors/traffic.ts';
import { contractDocument, onceEach } from './documents.ts';
import { operationAt } from './openapi.ts';
import { isObject, type Schema } from './references.ts';
import { type Check, conformsTo } from './schema.ts';

const types = () => contractDocument('retell/sdk-types-5.66.1.schema.json');
const typed = onceEach(
  (name): Check => conformsTo({ document: types(), node: { $ref: `#/definitions/${name}` } }),
);

/** As the types of the SDK have it; they are newer than the description of the API (2026-04-03). */
const like =
  (name: string): Check =>
  (value) =>
    typed(name)(value);

/** A page of a list, whose envelope is the same everywhere. */
const pageOf =
  (item: Check): Check =>
  (value) => {
    const { items, has_more: hasMore, pagination_key: after, ...more } = Object(value);
    if (!Array.isArray(items)) return ['items must be an array'];
    return [
      ...(typeof hasMore === 'boolean' ? [] : ['has_more must be a boolean']),
      ...(typeof after === (hasMore === true ? 'string' : 'undefined')
        ? []
        : ['pagination_key must be there where more follows']),
      ...Object.keys(more).map((name) => `${name} is no field of it`),
      ...items.flatMap((one, index) => item(one).map((line) => `items.${index}: ${line}`)),
    ];
  };

const listOf =
  (item: Check): Check =>
  (value) =>
    Array.isArray(value) ? value.flatMap(item) : ['must be an array'];

const empty: Check = (value) => (value === '' ? [] : ['must have no body']);
/** `AgentPublishParams` and `AgentCreateVersionParams` of the SDK. */
const onlyAVersion =
  (name: string): Check =>
  (value) =>
    isObject(value) && Number.isInteger(value[name]) && Object.keys(value).length === 1
      ? []
      : [`must be a ${name} and nothing else`];

/** `PlaygroundCompletionParams` of the SDK has it in the query. */
const versionInQuery: Check = (value) =>
  isObject(value) && /^\d+$/.test(String(value.version)) && Object.keys(value).length === 1
    ? []
    : ['must be a version and nothing else'];

type Described = {
  readonly request?: Check;
  readonly responses: Readonly<Record<number, Check>>;
  readonly query?: Check;
  /** Of its query nothing is said, but it is that of every list. */
  readonly isList?: boolean;
};

const agent = like('CgAgentResponse');
const llm = like('CgLlmResponse');
const number = like('CgPhoneNumberResponse');

const described: Readonly<Record<string, Described>> = {
  'POST /create-retell-llm': { request: like('CgLlmCreateParams'), responses: { 201: llm } },
  'GET /get-retell-llm/{llm_id}': { responses: { 200: llm } },
  'PATCH /update-retell-llm/{llm_id}': { request: like('CgLlmCreateParams'), responses: { 200: llm } },
  'DELETE /delete-retell-llm/{llm_id}': { responses: { 204: empty } },
  'GET /v2/list-retell-llms': { responses: { 200: pageOf(llm) }, isList: true },
  'POST /create-agent': { request: like('CgAgentCreateParams'), responses: { 201: agent } },
  'GET /get-agent/{agent_id}': { responses: { 200: agent } },
  'GET /get-agent-versions/{agent_id}': { responses: { 200: listOf(agent) } },
  'PATCH /update-agent/{agent_id}': { responses: { 200: agent } },
  'DELETE /delete-agent/{agent_id}': { responses: { 204: empty } },
  'POST /publish-agent-version/{agent_id}': {
    request: onlyAVersion('version'),
    responses: { 200: empty },
  },
  'POST /create-agent-version/{agent_id}': {
    request: onlyAVersion('base_version'),
    responses: { 201: agent },
  },
  'POST /v2/list-agents': { responses: {}, isList: true },
  'POST /import-phone-number': {
    request: like('CgPhoneNumberImportParams'),
    responses: { 201: number },
  },
  'GET /get-phone-number/{phone_number}': { responses: { 200: number } },
  'PATCH /update-phone-number/{phone_number}': {
    request: like('CgPhoneNumberUpdateParams'),
    responses: { 200: number },
  },
  'POST /agent-playground-completion/{agent_id}': {
    query: versionInQuery,
    request: like('CgPlaygroundCompletionParams'),
    responses: { 200: like('CgPlaygroundCompletionResponse') },
  },
  'DELETE /delete-phone-number/{phone_number}': { responses: { 204: empty } },
  'GET /v2/list-phone-numbers': { responses: { 200: pageOf(number) }, isList: true },
};

const routes = Object.keys(described).map((name) => {
  const [method = '', template = ''] = name.split(' ');
  return { name, method, template, path: new RegExp(`^${template.replace(/\{\w+\}/, '[^/]+')}$`) };
});

export type AgentContract = Omit<Described, 'isList' | 'query'> & {
  readonly template: string;
  readonly query: Schema | Check | undefined;
};

/** What is said of a request about agents and numbers; undefined for any other. */
export const agentContract = ({
  method,
  path,
}: Pick<Exchange, 'method' | 'path'>): AgentContract | undefined => {
  const route = routes.find((one) => one.method === method && one.path.test(path));
  const found = route && described[route.name];
  if (!route || !found) return undefined;
  const api = contractDocument('retell/openapi-3.0.0-2026-04-03.yaml');
  const queried = found.isList ? operationAt(api, 'GET', '/v2/list-phone-numbers') : undefined;
  return {
    ...found,
    template: route.template,
    query: found.query ?? queried?.query ?? operationAt(api, method, path)?.query,
  };
};
