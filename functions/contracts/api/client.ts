import type * as z from 'zod';
import type { RefusalCode } from '../refusal-codes.ts';
import type { Frozen } from './answers.ts';
import type { Route, RouteTable } from './route.ts';

/** What a request has to say for itself: a route's own parts, and a key where it creates something. */
export type ToAsk<R extends Route> = (R['path'] extends z.ZodType
  ? { readonly path: z.input<R['path']> }
  : { readonly path?: undefined }) &
  (R['query'] extends z.ZodType ? { readonly query?: z.input<R['query']> } : { readonly query?: undefined }) &
  (R['body'] extends z.ZodType
    ? { readonly body: Frozen<z.input<R['body']>> }
    : { readonly body?: undefined }) &
  (R extends { creates: true } ? { readonly key: string } : { readonly key?: undefined });

type Given<R extends Route> = R['answer'] extends z.ZodType ? z.output<R['answer']> : undefined;

/** One function a route, by the route's name. */
export type ApiClient<Table extends RouteTable> = {
  readonly [Name in keyof Table]: object extends ToAsk<Table[Name]>
    ? (ask?: ToAsk<Table[Name]>) => Promise<Given<Table[Name]>>
    : (ask: ToAsk<Table[Name]>) => Promise<Given<Table[Name]>>;
};

/** What of `fetch` is needed. */
export type Send = (
  url: string,
  request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

/** What the API refused with, or what came in its place: then there is no code. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: RefusalCode | 'internal' | undefined;
  /** Names of the fields that are wrong. */
  readonly fields: readonly string[];
  /** What an operator finds the request by. */
  readonly requestId: string | undefined;

  constructor(route: string, status: number, text: string) {
    const problem = problemIn(text);
    super(`${route}: the API answered ${[status, problem.title, ...(problem.fields ?? [])].join(' ')}`);
    this.status = status;
    this.code = problem.title as ApiProblem['code'];
    this.fields = problem.fields ?? [];
    this.requestId = problem.requestId;
  }
}

type Problem = { readonly title?: string; readonly fields?: readonly string[]; readonly requestId?: string };

const problemIn = (text: string): Problem => {
  try {
    const said: unknown = JSON.parse(text);
    return said !== null && typeof said === 'object' ? said : {};
  } catch {
    return {};
  }
};

type AnyAsk = {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly key?: string | undefined;
};

const urlOf = (base: string, at: string, { path = {}, query = {} }: AnyAsk): string => {
  const filled = at.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = asked.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return `${base}${filled}${search && `?${search}`}`;
};

/**
 * The API as a program asks it, typed by the same tables that its functions answer by. `base`: without a slash at its end.
 * `tokenNow`: of whoever asks, where somebody does. Every other answer than a route's own is thrown as an `ApiProblem`.
 */
export const apiClient = <const Table extends RouteTable>(
  routes: Table,
  base: string,
  send: Send,
  tokenNow: () => string | undefined = () => undefined,
): ApiClient<Table> => {
  const ask =
    (name: string, { method, at, status }: Route) =>
    async (asked: AnyAsk = {}): Promise<unknown> => {
      const token = tokenNow();
      const answer = await send(urlOf(base, at, asked), {
        method,
        headers: {
          ...(asked.body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(asked.key !== undefined && { 'idempotency-key': asked.key }),
        },
        ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      });
      const text = await answer.text();
      if (answer.status !== status) throw new ApiProblem(name, answer.status, text);
      return text === '' ? undefined : JSON.parse(text);
    };
  const asks = Object.entries<Route>(routes).map(([name, route]) => [name, ask(name, route)]);
  return Object.fromEntries(asks) as ApiClient<Table>;
};
