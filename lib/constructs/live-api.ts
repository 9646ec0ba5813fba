import { Stack } from 'aws-cdk-lib';
import { WebSocketApi, type WebSocketRouteOptions, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Alarm, perMinute, type Runbook } from './alarm.ts';
import type { House } from './house.ts';
import type { Permission } from './permission.ts';
import type { ServiceFunction } from './service-function.ts';

export type LiveApiProps = {
  readonly house: House;
  readonly impact: string;
  readonly runbook: Runbook;
  /** Hears of pages that come and go, and answers what they say. */
  readonly target: ServiceFunction;
};

const WHY_OPEN =
  'API Gateway knows no user pool here and asks only when a page connects: the function lets it in by a ticket that works once, for a minute.';

const WHY_UNLOGGED =
  'Access logs of a WebSocket API need a role that is set for all APIs of the account, which stages share; the one function behind it logs each route, without addresses, headers or bodies.';

/** The only place a WebSocket API is made: throttled, in alarm, and one function behind all of its routes. */
export class LiveApi extends Construct {
  /** As `wss://…`. */
  readonly url: string;
  /** As `https://…`: where pages that are connected are sent something or cut off. */
  readonly managementUrl: string;
  readonly #api: WebSocketApi;
  readonly #stage: WebSocketStage;

  constructor(scope: Construct, id: string, props: LiveApiProps) {
    super(scope, id);
    const { house, impact, runbook, target } = props;
    const to = (): WebSocketRouteOptions => ({
      integration: new WebSocketLambdaIntegration(target.handler, target.lambda),
    });
    this.#api = new WebSocketApi(this, 'Api', {
      connectRouteOptions: to(),
      disconnectRouteOptions: to(),
      defaultRouteOptions: { ...to(), returnResponse: true },
    });
    this.#stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.#api,
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: house.stage.apiRequestsPerSecond, burstLimit: house.stage.apiBurst },
    });
    this.url = this.#stage.url;
    this.managementUrl = this.#stage.callbackUrl;
    acknowledge(this, 'AwsSolutions-APIG4', WHY_OPEN);
    for (const finding of ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging'])
      acknowledge(this, finding, WHY_UNLOGGED);
    new Alarm(this, 'ServerErrors', {
      house,
      impact,
      runbook,
      metric: this.#stage.metric('IntegrationError', { ...perMinute, statistic: 'Sum' }),
      threshold: 1,
    });
  }

  /** To send pages something, and to cut them off. */
  get managing(): Permission {
    const { region, account, partition } = Stack.of(this);
    return {
      actions: ['execute-api:ManageConnections'],
      on: `arn:${partition}:execute-api:${region}:${account}:${this.#api.apiId}/${this.#stage.stageName}/*`,
      whyEverything: 'Every page that connects has an id of its own.',
      variables: { LIVE_MANAGEMENT_URL: this.managementUrl },
    };
  }
}
