import type { FunctionSpec, HttpApiSpec, HttpRoute, JwtAuthorizerSpec, ThrottleSpec } from '../types.ts';
import type { Found, Resources } from './plan.ts';
import { functionOf } from './plan-functions.ts';

/** The function's ARN, also where it stands inside an `…/functions/<arn>/invocations` address. */
export const functionArn = (uri: unknown): string =>
  /\/functions\/(.+)\/invocations$/.exec(String(uri))?.[1] ?? String(uri);

const identitySource = '$request.header.Authorization';

const readAuthorizer = (route: Found, resources: Resources): JwtAuthorizerSpec | undefined => {
  const { AuthorizationType = 'NONE', AuthorizerId, AuthorizationScopes = [] } = route.properties;
  if (AuthorizationType === 'NONE') return undefined;
  if (AuthorizationType !== 'JWT') {
    throw new Error(
      `The local cloud does not know authorization by ${String(AuthorizationType)} (${route.logicalId}).`,
    );
  }
  const { properties, logicalId } = resources.named(
    'AWS::ApiGatewayV2::Authorizer',
    AuthorizerId,
    route.logicalId,
  );
  if (properties.ApiId !== route.properties.ApiId)
    throw new Error(`${route.logicalId} refers to ${logicalId}, an authorizer of another API.`);
  const { Issuer, Audience } = properties.JwtConfiguration as { Issuer: string; Audience: string[] };
  return { issuer: Issuer, audience: Audience, scopes: AuthorizationScopes as string[] };
};

/** Also those that no route uses: what one of them would do must not pass unseen. */
const checkAuthorizers = (resources: Resources): void => {
  for (const { properties, logicalId } of resources.of('AWS::ApiGatewayV2::Authorizer')) {
    if (properties.AuthorizerType !== 'JWT') {
      throw new Error(
        `The local cloud does not know ${String(properties.AuthorizerType)} authorizers (${logicalId}).`,
      );
    }
    const sources = properties.IdentitySource as string[] | undefined;
    if (sources?.join() !== identitySource)
      throw new Error(`The local cloud takes tokens from ${identitySource} only (${logicalId}).`);
    const { Issuer } = (properties.JwtConfiguration ?? {}) as { Issuer?: string };
    const isKnown = resources
      .of('AWS::Cognito::UserPool')
      .some(({ identity }) => identity.attributes.ProviderURL === Issuer);
    if (!isKnown) throw new Error(`${logicalId} trusts ${Issuer}, which is no user pool of the assembly.`);
  }
};

type RouteSettings = { readonly ThrottlingBurstLimit?: number; readonly ThrottlingRateLimit?: number };

export const readThrottle = (settings: RouteSettings | undefined): ThrottleSpec | undefined =>
  settings?.ThrottlingRateLimit
    ? { burst: Number(settings.ThrottlingBurstLimit), ratePerSecond: Number(settings.ThrottlingRateLimit) }
    : undefined;

/** Limits of single routes. Throws for a route that the API does not have, as API Gateway would. */
const withThrottles = (routes: readonly HttpRoute[], stage: Found): HttpRoute[] => {
  const settings = (stage.properties.RouteSettings ?? {}) as Readonly<Record<string, RouteSettings>>;
  const keyOf = ({ method, path }: HttpRoute): string => `${method} ${path}`;
  const unknown = Object.keys(settings).find((key) => !routes.some((route) => keyOf(route) === key));
  if (unknown !== undefined)
    throw new Error(`${stage.logicalId} limits ${unknown}, a route that is not there.`);
  return routes.map((route) => {
    const throttle = readThrottle(settings[keyOf(route)]);
    return throttle ? { ...route, throttle } : route;
  });
};

const readRoute = (route: Found, resources: Resources, functions: readonly FunctionSpec[]): HttpRoute => {
  const { properties, logicalId } = route;
  const authorizer = readAuthorizer(route, resources);
  const [method = '', path = '$default'] = String(properties.RouteKey).split(' ');
  const integrationId = String(properties.Target).replace(/^integrations\//, '');
  const integration = resources.named('AWS::ApiGatewayV2::Integration', integrationId, logicalId).properties;
  if (integration.IntegrationType !== 'AWS_PROXY' || integration.PayloadFormatVersion !== '2.0') {
    throw new Error(`The local cloud knows Lambda integrations of payload format 2.0 only (${logicalId}).`);
  }
  const { name } = functionOf(resources, functions, functionArn(integration.IntegrationUri), logicalId);
  return { method, path, functionName: name, ...(authorizer && { authorizer }) };
};

export const planApis = (resources: Resources, functions: readonly FunctionSpec[]): HttpApiSpec[] => {
  checkAuthorizers(resources);
  const isWebSocket = ({ properties }: Found): boolean => properties.ProtocolType === 'WEBSOCKET';
  const apis = resources.of('AWS::ApiGatewayV2::Api').filter((api) => !isWebSocket(api));
  return apis.map(({ logicalId, identity, properties }) => {
    if (properties.ProtocolType !== 'HTTP')
      throw new Error(`The local cloud knows HTTP and WebSocket APIs only (${logicalId}).`);
    const ofApi = (type: string): Found[] =>
      resources.of(type).filter((found) => found.properties.ApiId === identity.ref);
    const [stage, another] = ofApi('AWS::ApiGatewayV2::Stage');
    if (!stage || another) throw new Error(`API ${logicalId} must have one stage.`);
    return {
      logicalId,
      apiId: identity.ref,
      stage: stage.identity.ref,
      routes: withThrottles(
        ofApi('AWS::ApiGatewayV2::Route').map((route) => readRoute(route, resources, functions)),
        stage,
      ),
      cors: properties.CorsConfiguration as Record<string, unknown> | undefined,
      throttle: readThrottle(stage.properties.DefaultRouteSettings as RouteSettings | undefined),
    };
  });
};
