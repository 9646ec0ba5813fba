import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Answers } from '../contracts/api/answers.ts';
import { type Route, type RouteTable, routeKey } from '../contracts/api/route.ts';
import { BusinessId } from '../contracts/ids.ts';
import { Refusal } from '../domain/errors.ts';
import { keyOf, readAsked } from './asked.ts';
import { askerAddress } from './asker-address.ts';
import type { Clock } from './clock.ts';
import { begin } from './correlation.ts';
import { type ApiEvent, type Gate, keyHolderOf } from './gate.ts';
import { instrumented } from './handler.ts';
import type { Hashing } from './hashing.ts';
import { described, log } from './log.ts';
import { count } from './metrics.ts';
import type { IsFromDistribution } from './origin-secret.ts';
import { problem } from './problem.ts';
import { type LimitRequest, limited } from './request-limit.ts';
import { type KeptAnswer, once, type Requests } from './requests.ts';

/** What every such API needs. */
export type ApiDeps = {
  /** Whom it does not let in has nothing of the request read. */
  readonly isFromDistribution: IsFromDistribution;
  /** Whom a route that is not open lets in. */
  readonly gate: Gate;
  /** Needed where a route creates something. */
  readonly requests?: Requests;
  readonly hashing: Pick<Hashing, 'digest'>;
  readonly clock: Clock;
};

type HttpApiDeps<Table extends RouteTable> = ApiDeps & {
  /** How much each may ask. */
  readonly limit: LimitRequest;
  readonly routes: Table;
  readonly answers: Answers<Table>;
};

type AnyAnswer = (asked: object) => Promise<unknown>;

/** The business that a member's route is about. An id that is none is no business. */
const businessOf = (route: Route, event: ApiEvent): BusinessId | undefined => {
  if (route.access.who !== 'member') return undefined;
  const id = BusinessId.safeParse(event.pathParameters?.businessId);
  if (!id.success) throw new Refusal('business_not_found');
  return id.data;
};

const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** What of a refusal's facts its reader can do something with. */
const detailsOf = ({ facts }: Refusal) => {
  const { fields, retryAfterSeconds } = facts as {
    readonly fields?: readonly string[];
    readonly retryAfterSeconds?: number;
  };
  return { fields, retryAfterSeconds };
};

/** What may be kept of an answer: a secret is told this once, and the row of the key that it was made under has none of it. */
const withoutSecret =
  ({ toldOnce }: Route) =>
  ({ status, body }: KeptAnswer): KeptAnswer => {
    if (toldOnce === undefined || body === undefined) return { status, body };
    return { status, body: JSON.stringify({ ...JSON.parse(body), [toldOnce]: undefined }) };
  };

const asHttp = ({ status, body }: KeptAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body }),
});

/** The routes of one audience in one function: who asks, may they, what do they ask, the answer and nothing else of it. */
export const createHttpApi = <Table extends RouteTable>(deps: HttpApiDeps<Table>) => {
  const routes = new Map(
    Object.entries(deps.routes).map(([name, route]) => [routeKey(route), { name, route }] as const),
  );

  const { requests } = deps;
  const limit = limited(deps.limit);
  if (!requests && Object.values(deps.routes).some(({ creates }: Route) => creates))
    throw new Error('a route creates something, and nobody keeps its keys');

  const answer = async (name: string, route: Route, event: ApiEvent): Promise<KeptAnswer> => {
    const nowMs = deps.clock.now();
    // Who is not signed in learns nothing of a path, not even whether it is well spelled.
    const admit = route.access.who === 'anyone' ? undefined : deps.gate(event, route.access);
    const businessId = businessOf(route, event);
    const caller = await admit?.(businessId);
    begin(`request:${event.requestContext.requestId}`, businessId);
    // Before the body is looked at: what cannot be read counts too.
    await limit({ route, caller, businessId, address: askerAddress(event) }, nowMs);
    const { path, query, body } = readAsked(route, event);
    const key = keyOf(route, event);
    const asker = caller && Object.values(keyHolderOf(caller)).join();
    const occasion = key && deps.hashing.digest('request', asker ?? '', businessId ?? '', key);
    const run = async (): Promise<KeptAnswer> => {
      const answered = await (deps.answers[name as keyof Table] as unknown as AnyAnswer)({
        path,
        query,
        body,
        caller,
        occasion,
        nowMs,
      });
      if (!route.answer) return { status: route.status };
      return { status: route.status, body: JSON.stringify(route.answer.parse(answered)) };
    };
    if (key === undefined || !caller || !requests) return run();
    const bodyHash = deps.hashing.digest('body', name, JSON.stringify([path, query, body]));
    const kept = withoutSecret(route);
    return once(requests, { ...keyHolderOf(caller), businessId }, key, bodyHash, nowMs, kept)(run);
  };

  return instrumented<ApiEvent, APIGatewayProxyStructuredResultV2>(async (event) => {
    const startedMs = deps.clock.now();
    const { requestId } = event.requestContext;
    begin(`request:${requestId}`);
    const found = routes.get(event.routeKey);
    const respond = (http: APIGatewayProxyStructuredResultV2): APIGatewayProxyStructuredResultV2 => ({
      ...http,
      headers: { ...http.headers, ...SAFE_HEADERS, 'x-request-id': requestId },
    });
    const line = (status: number | undefined, code?: string) => ({
      route: found?.name ?? 'none',
      status,
      code,
      milliseconds: deps.clock.now() - startedMs,
    });
    try {
      if (!deps.isFromDistribution(event.headers)) throw new Refusal('direct_request');
      if (!found) throw new Refusal('route_not_found');
      const http = asHttp(await answer(found.name, found.route, event));
      log.info('api.answered', line(http.statusCode));
      return respond(http);
    } catch (error) {
      if (error instanceof Refusal) {
        const http = problem(error.code, { requestId, ...detailsOf(error) });
        count(`ApiRefused_${error.code}`);
        log.warn('api.refused', line(http.statusCode, error.code));
        return respond(http);
      }
      log.error('api.failed', { ...line(500), error: described(error) });
      return respond(problem('internal', { requestId }));
    }
  });
};
