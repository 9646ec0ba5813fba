import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  CorsHttpMethod,
  HttpApi,
  type HttpApiProps,
  type HttpMethod,
  type HttpRoute,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ORIGIN_SECRET_VARIABLE } from '../../functions/contracts/origin-secret.ts';
import { acknowledge } from './acknowledge.ts';
import { Alarm, perMinute, type Runbook } from './alarm.ts';
import type { House } from './house.ts';
import type { ServiceFunction } from './service-function.ts';

export type ServiceApiProps = {
  readonly house: House;
  readonly impact: string;
  readonly runbook: Runbook;
  /** Where only the distribution may call it: what that shows, and how often it has been changed. */
  readonly distribution?: { readonly secret: string; readonly round: number };
  /** What each open route takes, where that is less than all of them together do. */
  readonly openRoutes?: { readonly requestsPerSecond: number; readonly burst: number };
  /** Other origins whose pages may call it, spelled exactly. */
  readonly origins?: readonly string[];
};

/** The only place an HTTP API is made: throttled, logged, and every route either says why it is open or who opens it. */
export class ServiceApi extends Construct {
  readonly url: string;
  readonly #api: HttpApi;
  readonly #stage: HttpStage;
  readonly #props: ServiceApiProps;
  /** As CloudFormation spells them: the CDK has no type for these. */
  readonly #openRoutes: Record<string, { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }> = {};
  readonly #integrations = new Map<ServiceFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, props: ServiceApiProps) {
    super(scope, id);
    const { house, impact, runbook } = props;
    this.#props = props;
    this.#api = new HttpApi(this, 'Api', { createDefaultStage: false, ...corsOf(props.origins ?? []) });
    this.#stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: house.stage.apiRequestsPerSecond, burstLimit: house.stage.apiBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', {
            retention: house.stage.logRetentionDays,
            removalPolicy: house.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
          }),
        ),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
    this.url = this.#stage.url;
    new Alarm(this, 'ServerErrors', {
      house,
      impact,
      runbook,
      metric: this.#api.metricServerError({ ...perMinute, statistic: 'Sum' }),
      threshold: 1,
    });
  }

  /** A path, once given to somebody, never changes. `whyOpen`: who checks in the authorizer's place. */
  open(method: HttpMethod, path: `/${string}`, target: ServiceFunction, whyOpen: string): void {
    for (const route of this.#api.addRoutes({ path, methods: [method], integration: this.#to(target) }))
      this.#throttle(acknowledged(route, whyOpen), `${method} ${path}`);
  }

  /**
   * Open to API Gateway, which does not know the keys that the function asks for (`whyOpen`). Throttled with the guarded
   * ones: a limit of its own would let whoever has no key use it up.
   */
  selfGuarded(method: HttpMethod, path: `/${string}`, target: ServiceFunction, whyOpen: string): void {
    for (const route of this.#api.addRoutes({ path, methods: [method], integration: this.#to(target) }))
      acknowledged(route, whyOpen);
  }

  guarded(
    method: HttpMethod,
    path: `/${string}`,
    target: ServiceFunction,
    authorizer: IHttpRouteAuthorizer,
  ): void {
    this.#api.addRoutes({ path, methods: [method], integration: this.#to(target), authorizer });
  }

  /** API Gateway knows a route's limit only once it knows the route. */
  #throttle(route: HttpRoute, key: string): void {
    const { openRoutes } = this.#props;
    if (!openRoutes) return;
    this.#openRoutes[key] = {
      ThrottlingRateLimit: openRoutes.requestsPerSecond,
      ThrottlingBurstLimit: openRoutes.burst,
    };
    const stage = this.#stage.node.defaultChild as CfnStage;
    stage.routeSettings = this.#openRoutes;
    stage.node.addDependency(route);
  }

  #to(target: ServiceFunction): HttpLambdaIntegration {
    const known = this.#integrations.get(target);
    if (known) return known;
    // One permission for the API: one a route would outgrow the 20 KB that a function's policy may have.
    const made = new HttpLambdaIntegration(target.handler, target.lambda, { scopePermissionToRoute: false });
    this.#integrations.set(target, made);
    const { distribution } = this.#props;
    // The number makes CloudFormation look the secret up anew: docs/runbooks/web-api.md says when.
    if (distribution)
      target.tell({
        [ORIGIN_SECRET_VARIABLE]: distribution.secret,
        ORIGIN_SECRET_ROUND: String(distribution.round),
      });
    return made;
  }
}

const acknowledged = (route: HttpRoute, whyOpen: string): HttpRoute => {
  acknowledge(route, 'AwsSolutions-APIG4', whyOpen);
  return route;
};

/** Nobody's cookies are sent: who asks is in the token that the page itself adds. */
const corsOf = (origins: readonly string[]): Pick<HttpApiProps, 'corsPreflight'> =>
  origins.length === 0
    ? {}
    : {
        corsPreflight: {
          allowOrigins: [...origins],
          allowMethods: [
            CorsHttpMethod.GET,
            CorsHttpMethod.POST,
            CorsHttpMethod.PUT,
            CorsHttpMethod.PATCH,
            CorsHttpMethod.DELETE,
          ],
          allowHeaders: ['authorization', 'content-type', 'idempotency-key'],
          exposeHeaders: ['x-request-id', 'retry-after'],
          maxAge: Duration.minutes(10),
        },
      };

/** Never the query string or a header: those are where somebody might put somebody's number, or a token. */
const accessLogLine = JSON.stringify({
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  bytesOut: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  functionLatencyMs: '$context.integrationLatency',
  functionError: '$context.integrationErrorMessage',
  gatewayError: '$context.error.responseType',
});
