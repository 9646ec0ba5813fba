import { operatorRoutes } from '../../../functions/contracts/api/operator.ts';
import { ownerRoutes } from '../../../functions/contracts/api/owner.ts';
import { partnerRoutes } from '../../../functions/contracts/api/partner.ts';
import { peopleRoutes } from '../../../functions/contracts/api/people.ts';
import { type Route, routeKey } from '../../../functions/contracts/api/route.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Cognito } from '../vendors/cognito-model.ts';
import type { FunctionName } from './deployment.ts';
import type { FunctionSpec, SimulatedFunctions } from './functions.ts';

const routes = { ...peopleRoutes, ...ownerRoutes, ...operatorRoutes, ...partnerRoutes };
const functionOf = (name: RouteName): FunctionName => {
  if (name in operatorRoutes) return 'api/operator';
  if (name in partnerRoutes) return 'api/partner';
  return name in peopleRoutes ? 'api/people' : 'api/owner';
};
export type RouteName = keyof typeof routes;

/** What somebody asks of the API. */
export type Asked = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: string | undefined;
  /** The Idempotency-Key. */
  readonly key?: string;
};

/** A request and what became of it. */
export type Exchange = Asked & {
  readonly route: RouteName;
  readonly access: Route['access'];
  readonly askedAt: number;
  readonly at: number;
  /** Whether anything went wrong anywhere meanwhile. */
  readonly isTroubled: boolean;
  /** Who asked, where the token was good. */
  readonly personId: string | undefined;
  readonly sessionId: string | undefined;
  /** undefined: no answer within the time that people wait. */
  readonly status: number | undefined;
  readonly text: string;
  readonly answer: Readonly<Record<string, unknown>>;
};

const PATIENCE_MS = 30_000;

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
};

type Told = { readonly status: number; readonly text: string };

/** `/v1` as people and their dashboards reach it: API Gateway, its authorizer, and the function behind a route. */
export const createApi = (
  kernel: Kernel,
  functions: SimulatedFunctions,
  specs: Readonly<Record<FunctionName, FunctionSpec>>,
  cognito: Cognito,
) => {
  const watchers: ((exchange: Exchange) => void)[] = [];
  let requests = 0;

  const told = (name: RouteName, asked: Asked): Promise<Told | undefined> => {
    const route: Route = routes[name];
    // A partner's key is nothing to the authorizer: the function looks at it.
    const isOfPartner = route.access.who === 'partner';
    const claims = isOfPartner ? undefined : cognito.verified(asked.token);
    if (route.access.who !== 'anyone' && !isOfPartner && claims === undefined)
      return Promise.resolve({ status: 401, text: '{"message":"Unauthorized"}' });
    requests += 1;
    const event = {
      version: '2.0',
      routeKey: routeKey(route),
      rawPath: route.at,
      pathParameters: asked.path,
      queryStringParameters: asked.query,
      headers: {
        'content-type': 'application/json',
        ...(asked.token !== undefined && { authorization: `Bearer ${asked.token}` }),
        ...(asked.key !== undefined && { 'idempotency-key': asked.key }),
      },
      requestContext: { requestId: `api-${requests}`, authorizer: { jwt: { claims } } },
      body: asked.body && JSON.stringify(asked.body),
      isBase64Encoded: false,
    };
    return new Promise((resolve) => {
      const limit = kernel.after(PATIENCE_MS, () => resolve(undefined));
      const spec = specs[functionOf(name)];
      void functions.invoke(spec, event).then((result) => {
        kernel.callOff(limit);
        if (result.kind === 'failed')
          return resolve({ status: 500, text: '{"message":"Internal Server Error"}' });
        const { statusCode, body = '' } = result.answer as { statusCode: number; body?: string };
        resolve({ status: statusCode, text: body });
      });
    });
  };

  return {
    /** Hears of every exchange in the moment in which it ends. */
    watch: (watcher: (exchange: Exchange) => void): void => void watchers.push(watcher),

    async ask(name: RouteName, asked: Asked): Promise<Exchange> {
      const askedAt = kernel.now;
      const faultsBefore = kernel.faultCount;
      const isOfPartner = routes[name].access.who === 'partner';
      const claims = isOfPartner ? undefined : cognito.verified(asked.token);
      const answer = await told(name, asked);
      const exchange: Exchange = {
        ...asked,
        route: name,
        access: routes[name].access,
        askedAt,
        at: kernel.now,
        isTroubled: kernel.faultCount > faultsBefore,
        personId: claims?.sub,
        sessionId: claims?.origin_jti,
        status: answer?.status,
        text: answer?.text ?? '',
        answer: parsed(answer?.text ?? ''),
      };
      kernel.note(
        () =>
          `${claims?.sub ?? 'somebody'} asks ${name} ${JSON.stringify({ ...asked.path, ...asked.query, ...asked.body })} and hears ${exchange.status} ${exchange.text.slice(0, 200)}`,
      );
      for (const watch of watchers) watch(exchange);
      return exchange;
    },
  };
};
