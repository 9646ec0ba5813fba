import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  type HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Alarm, perMinute, type Runbook } from './alarm.ts';
import type { House } from './house.ts';
import type { ServiceFunction } from './service-function.ts';

export type ServiceApiProps = {
  readonly house: House;
  readonly impact: string;
  readonly runbook: Runbook;
};

/** The only place an HTTP API is made: throttled, logged, and every route either says why it is open or who opens it. */
export class ServiceApi extends Construct {
  readonly url: string;
  readonly #api: HttpApi;
  readonly #integrations = new Map<ServiceFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, props: ServiceApiProps) {
    super(scope, id);
    const { house, impact, runbook } = props;
    this.#api = new HttpApi(this, 'Api', { createDefaultStage: false });
    const stage = new HttpStage(this, 'Stage', {
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
    this.url = stage.url;
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
      acknowledge(route, 'AwsSolutions-APIG4', whyOpen);
  }

  guarded(
    method: HttpMethod,
    path: `/${string}`,
    target: ServiceFunction,
    authorizer: IHttpRouteAuthorizer,
  ): void {
    this.#api.addRoutes({ path, methods: [method], integration: this.#to(target), authorizer });
  }

  #to(target: ServiceFunction): HttpLambdaIntegration {
    const known = this.#integrations.get(target);
    if (known) return known;
    // One permission for the API: one a route would outgrow the 20 KB that a function's policy may have.
    const made = new HttpLambdaIntegration(target.handler, target.lambda, { scopePermissionToRoute: false });
    this.#integrations.set(target, made);
    return made;
  }
}

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
