import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Json = Readonly<Record<string, unknown>>;

/** A route as the OpenAPI document describes it. */
export type Operation = {
  readonly id: string;
  /** As API Gateway spells it. */
  readonly key: string;
  readonly method: string;
  readonly at: string;
  readonly access: { readonly who: string; readonly roles?: readonly string[] };
  readonly pathNames: readonly string[];
  readonly queryNames: readonly string[];
  readonly creates: boolean;
  /** JSON schema of its body. */
  readonly body: Json | undefined;
  /** Status of success. */
  readonly done: number;
  /** What it may refuse with, by status. */
  readonly refusals: ReadonlyMap<number, Refusals>;
};

type Refusals = { readonly titles: readonly string[]; readonly byGateway: boolean };

const document = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../docs/openapi.json', import.meta.url)), 'utf8'),
) as Json;

const at = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce((found, name) => (found as Json | undefined)?.[name], value);

/** What a reference of the document leads to. */
export const resolved = (value: unknown): Json => {
  const { $ref } = value as { $ref?: string };
  return $ref === undefined ? (value as Json) : resolved(at(document, ...$ref.slice(2).split('/')));
};

const refusalsOf = (response: Json): Refusals => {
  const content = response.content as Json;
  const parts = (at(content, 'application/problem+json', 'schema', 'allOf') ?? []) as readonly Json[];
  return {
    titles: parts.flatMap((part) => (at(part, 'properties', 'title', 'enum') ?? []) as string[]),
    byGateway: content['application/json'] !== undefined,
  };
};

const operationOf = (path: string, method: string, operation: Json): Operation => {
  const parameters = ((operation.parameters ?? []) as Json[]).map(resolved);
  const names = (place: string) => parameters.flatMap((one) => (one.in === place ? [String(one.name)] : []));
  const responses = Object.entries(operation.responses as Json);
  const body = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  return {
    id: String(operation.operationId),
    key: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    at: path,
    access: operation['x-access'] as Operation['access'],
    pathNames: names('path'),
    queryNames: names('query'),
    creates: names('header').includes('Idempotency-Key'),
    body: body === undefined ? undefined : resolved(body),
    done: Number(responses.find(([status]) => Number(status) < 300)?.[0]),
    refusals: new Map(
      responses.flatMap(([status, response]) =>
        Number(status) < 300 ? [] : [[Number(status), refusalsOf(resolved(response))] as const],
      ),
    ),
  };
};

/** Every route of the document, in its order. */
export const operations: readonly Operation[] = Object.entries(document.paths as Json).flatMap(
  ([path, item]) =>
    Object.entries(item as Json).map(([method, operation]) => operationOf(path, method, operation as Json)),
);

/** Whose accounts or keys a route is for. */
export const audienceOf = ({ at, access }: Operation): 'owners' | 'operators' | 'partners' => {
  if (access.who === 'operator' || at.startsWith('/v1/operator/')) return 'operators';
  return at.startsWith('/v1/partner') ? 'partners' : 'owners';
};

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

const AS_PROBLEM = ['fields', 'requestId', 'status', 'title'];

/**
 * What is wrong with an answer, by the document: a status or a code that the route does not list, a shape that is no
 * problem of ours, an answer without a request id, an answer that somebody may keep.
 */
export const breachOf = (operation: Operation, { status, headers, text }: Answered): string | undefined => {
  const type = String(headers['content-type'] ?? '');
  if (status >= 500) return `answers ${status}: ${text}`;
  if (status >= 300 && !operation.refusals.has(status)) return `does not list ${status}: ${text}`;
  const byGateway = operation.refusals.get(status)?.byGateway === true && type === 'application/json';
  if (byGateway) return /^\{"message":"[A-Za-z ]+"\}$/.test(text) ? undefined : `the gateway says ${text}`;
  if (!headers['x-request-id']) return `has no request id with ${status}`;
  if (headers['cache-control'] !== 'no-store') return `lets ${status} be kept`;
  if (status < 300) return status === operation.done ? undefined : `does not list ${status}`;
  if (type !== 'application/problem+json') return `refuses as ${type}`;
  const problem = JSON.parse(text) as Json;
  const unknown = Object.keys(problem).filter((name) => !AS_PROBLEM.includes(name));
  if (unknown.length > 0) return `says ${unknown.join(', ')}`;
  if (problem.status !== status || problem.requestId !== headers['x-request-id'])
    return `contradicts itself: ${text}`;
  if (!operation.refusals.get(status)?.titles.includes(String(problem.title)))
    return `does not list ${status} ${problem.title}`;
  return undefined;
};
