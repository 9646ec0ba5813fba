import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeEverythingBelow } from './acknowledge.ts';
import { bundledHandler } from './bundled-handlers.ts';
import type { House } from './house.ts';
import type { Permission } from './permission.ts';

export type ServiceFunctionProps = {
  readonly house: House;
  /** Path below functions/handlers, without extension, e.g. `workers/relay-events`. */
  readonly handler: string;
  /** Default 10 seconds. */
  readonly timeout?: Duration;
  /** Default 512. */
  readonly memoryMb?: number;
  readonly reservedConcurrency?: number;
};

/** The metadata key of a function's template entry that holds its handler: what the local cloud, tests and people call it. */
export const handlerKey = 'cloudgreet:handler';

/**
 * The only place a Lambda is made: runtime, bundle, role and logs cannot drift from one to the next. Who makes one
 * also makes its failures heard: by the dead letters and the lateness of what it works on, or by the API that calls it.
 */
export class ServiceFunction extends Construct {
  readonly #role: iam.Role;
  readonly lambda: lambda.Function;
  readonly handler: string;
  readonly timeout: Duration;
  /** What its handler is told by its environment, by name. */
  readonly told: Readonly<Record<string, string>> = {};
  /** The runbook page of everything about this function. */
  readonly runbookPage: string;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { house } = props;
    this.handler = props.handler;
    this.timeout = props.timeout ?? Duration.seconds(10);
    this.runbookPage = props.handler.split('/').join('-');
    const logGroup = new LogGroup(this, 'Logs', {
      retention: house.stage.logRetentionDays,
      removalPolicy: house.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.#role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.lambda = new lambda.Function(this, 'Function', {
      code: bundledHandler(this, props.handler),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      role: this.#role,
      timeout: this.timeout,
      memorySize: props.memoryMb ?? 512,
      reservedConcurrentExecutions: props.reservedConcurrency,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      environment: {
        STAGE: house.stage.name,
        LOG_LEVEL: house.stage.logLevel,
        POWERTOOLS_SERVICE_NAME: props.handler,
        POWERTOOLS_METRICS_NAMESPACE: 'CloudGreet',
        ...(house.stage.clockOffsetMs ? { CLOCK_OFFSET_MS: house.stage.clockOffsetMs } : {}),
      },
    });
    (this.lambda.node.defaultChild as lambda.CfnFunction).addMetadata(handlerKey, props.handler);
    // Its own log group, and no other: the managed policy would open every log group of the account.
    this.allow({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], on: logGroup.logGroupArn });
    acknowledge(
      this.lambda,
      'Serverless-LambdaTracing',
      'A trace of Lambda alone says less than the log lines of a call, which share its id, and cost as much as the call (ADR 8).',
    );
    acknowledge(
      this.lambda,
      'Serverless-LambdaDLQ',
      'Only the clock invokes asynchronously, and its function has a failure destination; HTTP, queues and streams never use this setting.',
    );
  }

  /** Lets the handler do exactly this, and tells it by its environment where. */
  allow({ actions, on, conditions, whyEverything, variables = {} }: Permission): this {
    this.lambda.addToRolePolicy(
      new iam.PolicyStatement({ actions: [...actions], resources: [on], ...(conditions && { conditions }) }),
    );
    if (whyEverything) acknowledgeEverythingBelow(this.#role, on, whyEverything);
    return this.tell(variables);
  }

  /** Who it is where another role's trust is asked. */
  get principal(): iam.ArnPrincipal {
    return new iam.ArnPrincipal(this.#role.roleArn);
  }

  /** Variables that open nothing: addresses and names. */
  tell(variables: Readonly<Record<string, string>>): this {
    Object.assign(this.told, variables);
    for (const [name, value] of Object.entries(variables)) this.lambda.addEnvironment(name, value);
    return this;
  }
}
