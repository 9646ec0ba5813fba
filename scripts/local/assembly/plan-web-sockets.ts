import type { FunctionSpec } from '../types.ts';
import type { WebSocketApiSpec, WebSocketRoute } from '../web-socket-api/web-socket-spec.ts';
import type { Found, Resources } from './plan.ts';
import { functionArn, readThrottle } from './plan-apis.ts';
import { functionOf } from './plan-functions.ts';

const KNOWN_ROUTES = ['$connect', '$disconnect', '$default'];

const readRoute = (
  route: Found,
  resources: Resources,
  functions: readonly FunctionSpec[],
): [string, WebSocketRoute] => {
  const { properties, logicalId, identity } = route;
  const key = String(properties.RouteKey);
  if (!KNOWN_ROUTES.includes(key))
    throw new Error(`The local cloud knows routes ${KNOWN_ROUTES.join(', ')} of a WebSocket (${logicalId}).`);
  if ((properties.AuthorizationType ?? 'NONE') !== 'NONE')
    throw new Error(`The local cloud does not know authorizers of WebSockets (${logicalId}).`);
  const integrationId = String(properties.Target).replace(/^integrations\//, '');
  const integration = resources.named('AWS::ApiGatewayV2::Integration', integrationId, logicalId).properties;
  if (integration.IntegrationType !== 'AWS_PROXY')
    throw new Error(`The local cloud knows Lambda integrations only (${logicalId}).`);
  const { name } = functionOf(resources, functions, functionArn(integration.IntegrationUri), logicalId);
  const answers = resources
    .of('AWS::ApiGatewayV2::RouteResponse')
    .some((one) => one.properties.RouteId === identity.ref);
  const returns = answers && properties.RouteResponseSelectionExpression === '$default';
  return [key, { functionName: name, returns }];
};

export const planWebSockets = (
  resources: Resources,
  functions: readonly FunctionSpec[],
): WebSocketApiSpec[] =>
  resources
    .of('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === 'WEBSOCKET')
    .map(({ logicalId, identity }) => {
      const ofApi = (type: string): Found[] =>
        resources.of(type).filter(({ properties }) => properties.ApiId === identity.ref);
      const [stage, another] = ofApi('AWS::ApiGatewayV2::Stage');
      if (!stage || another) throw new Error(`API ${logicalId} must have one stage.`);
      return {
        logicalId,
        apiId: identity.ref,
        stage: stage.identity.ref,
        routes: Object.fromEntries(
          ofApi('AWS::ApiGatewayV2::Route').map((route) => readRoute(route, resources, functions)),
        ),
        throttle: readThrottle(stage.properties.DefaultRouteSettings as object | undefined),
      };
    });
