import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Alarm, perMinute } from './alarm.ts';
import type { House } from './house.ts';
import type { ServiceFunction } from './service-function.ts';

export type VendorApiProps = { readonly house: House; readonly impact: string };

/** The HTTP API vendors call. No authorizer: each handler checks its vendor's signature over the raw bytes. */
export class VendorApi extends Construct {
  readonly url: string;
  readonly #api: HttpApi;
  readonly #integrations = new Map<ServiceFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, props: VendorApiProps) {
    super(scope, id);
    const { house, impact } = props;
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
      runbook: 'vendor-api#server-errors',
      metric: this.#api.metricServerError({ ...perMinute, statistic: 'Sum' }),
      threshold: 1,
    });
  }

  /** A path, once given to a vendor, never changes. */
  post(path: `/${string}`, target: ServiceFunction, whyOpen: string): void {
    const integration =
      this.#integrations.get(target) ?? new HttpLambdaIntegration(target.handler, target.lambda);
    this.#integrations.set(target, integration);
    for (const route of this.#api.addRoutes({ path, methods: [HttpMethod.POST], integration }))
      acknowledge(route, 'AwsSolutions-APIG4', whyOpen);
  }
}

/** Never the query string or a header: those are where a vendor might put somebody's number. */
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
