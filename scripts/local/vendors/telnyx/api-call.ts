import type * as z from 'zod';
import { groupParam, type Params, parseBracketParams, textParam } from '../bracket-params.ts';
import type { Reply } from '../simulator.ts';
import type { ModelRequest } from '../vendor-model.ts';
import { refuse, type TelnyxError } from './telnyx-error.ts';

/** A request that one of the account's routes answers. */
export type ApiCall = {
  readonly method: string;
  /** What stood in the path's places, decoded. */
  readonly ids: readonly string[];
  readonly query: Params;
  readonly body: unknown;
};

export type ApiRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: RegExp;
  readonly run: (call: ApiCall) => Reply;
};

/** Ends a request with the vendor's own refusal, from wherever it is found out. */
export class Declined extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('declined');
    this.reply = reply;
  }
}

export const decline = (...why: Parameters<typeof refuse>): Declined => new Declined(refuse(...why));

/** Some of the registry's endpoints answer a single error, not a list of them: so the description has it. */
export const withOneError =
  (run: ApiRoute['run']): ApiRoute['run'] =>
  (call) => {
    try {
      return run(call);
    } catch (error) {
      if (!(error instanceof Declined)) throw error;
      const { errors } = error.reply.body as { errors: readonly TelnyxError[] };
      const { meta: _meta, ...only } = errors[0] ?? { meta: undefined };
      return { status: error.reply.status, body: only };
    }
  };

/** What the first route that fits answers; undefined: none of these knows the request. */
export const answerByRoute = (routes: readonly ApiRoute[], request: ModelRequest): Reply | undefined => {
  for (const { method, path, run } of routes) {
    const match = method === request.method ? path.exec(request.path) : null;
    if (match === null) continue;
    const ids = match.slice(1).map(decodeURIComponent);
    try {
      return run({ method, ids, query: parseBracketParams(request.query), body: request.body });
    } catch (error) {
      if (error instanceof Declined) return error.reply;
      throw error;
    }
  }
  return undefined;
};

/** The body as the endpoint takes it; a field that it does not know is as wrong as one that is missing. */
export const readBody = <Shape extends z.ZodType>(shape: Shape, body: unknown): z.infer<Shape> => {
  const read = shape.safeParse(body ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const pointer = `/${(issue?.path ?? []).join('/')}`;
  const isMissing = issue?.code === 'invalid_type' && issue.message.includes('received undefined');
  throw isMissing
    ? decline(400, '10004', { source: { pointer } })
    : decline(400, '10015', { detail: issue?.message ?? 'unreadable', source: { pointer } });
};

/** Refuses the parameters that the endpoint does not know; a group's names are given as `filter[name]`. */
export const allowQuery = (query: Params, ...allowed: readonly string[]): void => {
  for (const [name, value] of Object.entries(query)) {
    const names = typeof value === 'string' ? [name] : Object.keys(value).map((inner) => `${name}[${inner}]`);
    const unknown = names.find((one) => !allowed.includes(one));
    if (unknown !== undefined) throw decline(400, '10015', { source: { parameter: unknown } });
  }
};

const wholeNumber = (
  text: string | undefined,
  otherwise: number,
  most: number,
  parameter: string,
): number => {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw decline(400, '10015', { source: { parameter } });
  }
  return value;
};

/** `page[number]` and `page[size]` of a list, with what the list says of itself. */
export const pageOfData = (all: readonly object[], query: Params): Reply => {
  const page = groupParam(query, 'page');
  const number = wholeNumber(textParam(page, 'number'), 1, 1e9, 'page[number]');
  const size = wholeNumber(textParam(page, 'size'), 20, 250, 'page[size]');
  const meta = {
    page_number: number,
    page_size: size,
    total_pages: Math.max(1, Math.ceil(all.length / size)),
    total_results: all.length,
  };
  return { status: 200, body: { data: all.slice((number - 1) * size, number * size), meta } };
};

/** The same as the registry of campaigns writes it. */
export const pageOfRecords = (all: readonly object[], query: Params): Reply => {
  const page = wholeNumber(textParam(query, 'page'), 1, 1e9, 'page');
  const size = wholeNumber(textParam(query, 'recordsPerPage'), 10, 500, 'recordsPerPage');
  const records = all.slice((page - 1) * size, page * size);
  return { status: 200, body: { page, records, totalRecords: all.length } };
};

export const answerData = (data: object): Reply => ({ status: 200, body: { data } });
