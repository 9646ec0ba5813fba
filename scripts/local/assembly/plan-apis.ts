import type { FunctionSpec, HttpApiSpec, HttpRoute } from '../types.ts';
import type { Found, Resources } from './plan.ts';
import { functionOf } from './plan-functions.ts';

/** The function's ARN, also where it stands inside an `…/functions/<arn>/invocations` address. */
const functionArn = (uri: unknown): string =>
  /\/functions\/(.+)\/invocations$/.exec(String(uri))?.[1] ?? String(uri);

const readRoute = (route: Found, resources: Resources, functions: readonly FunctionSpec[]): HttpRoute => {
  const { properties, logicalId } = route;
  if (properties.AuthorizationType !== undefined && properties.AuthorizationType !== 'NONE') {
    throw new Error(`The local cloud does not authorize routes (${logicalId}).`);
  }
  const [method = '', path = '$default'] = String(properties.RouteKey).split(' ');
  const integrationId = String(properties.Target).replace(/^integrations\//, '');
  const integration = resources.named('AWS::ApiGatewayV2::Integration', integrationId, logicalId).properties;
  if (integration.IntegrationType !== 'AWS_PROXY' || integration.PayloadFormatVersion !== '2.0') {
    throw new Error(`The local cloud knows Lambda integrations of payload format 2.0 only (${logicalId}).`);
  }
  const { name } = functionOf(resources, functions, functionArn(integration.IntegrationUri), logicalId);
  return { method, path, functionName: name };
};

export const planApis = (resources: Resources, functions: readonly FunctionSpec[]): HttpApiSpec[] =>
  resources.of('AWS::ApiGatewayV2::Api').map(({ logicalId, identity, properties }) => {
    if (properties.ProtocolType !== 'HTTP')
      throw new Error(`The local cloud knows HTTP APIs only (${logicalId}).`);
    const ofApi = (type: string): Found[] =>
      resources.of(type).filter((found) => found.properties.ApiId === identity.ref);
    const [stage, another] = ofApi('AWS::ApiGatewayV2::Stage');
    if (!stage || another) throw new Error(`API ${logicalId} must have one stage.`);
    const settings = stage.properties.DefaultRouteSettings as
      | { ThrottlingBurstLimit?: number; ThrottlingRateLimit?: number }
      | undefined;
    return {
      logicalId,
      apiId: identity.ref,
      stage: stage.identity.ref,
      routes: ofApi('AWS::ApiGatewayV2::Route').map((route) => readRoute(route, resources, functions)),
      cors: properties.CorsConfiguration as Record<string, unknown> | undefined,
      throttle: settings?.ThrottlingRateLimit
        ? {
            burst: Number(settings.ThrottlingBurstLimit),
            ratePerSecond: Number(settings.ThrottlingRateLimit),
          }
        : undefined,
    };
  });
