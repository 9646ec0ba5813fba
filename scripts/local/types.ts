/** The seams of the local cloud: what the resolved templates become, and what its parts promise one another. */

/** One deployed function, resolved: references replaced by local values. */
export type FunctionSpec = {
  readonly logicalId: string;
  /** Path below functions/handlers, e.g. `workers/relay-events`: the name people and tests use. */
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundled asset. */
  readonly assetPath: string;
  /** `file.export` inside the asset, e.g. `index.handler`. */
  readonly handler: string;
  /** A getter that fills the placeholders anew: read it whenever an environment starts, and do not keep it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Name of the function's role, by which the gateway judges its calls. */
  readonly roleId: string;
  /** Where its log is found; undefined: where Lambda puts it by itself. */
  readonly logGroup?: string | undefined;
  /** Alphanumeric; what the function signs with, so that the gateway knows who calls. */
  readonly accessKeyId: string;
  /** Invocations at a time: 8 for voice, 2 for others; the rest queue. */
  readonly concurrency: number;
};

export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly timedOut: boolean;
    };

/** Runs bundled functions as Lambda would: one invocation at a time in each environment, time-out respected. */
export type LambdaHost = {
  invoke(name: string, payload: unknown): Promise<InvokeResult>;
  /** Drops warm environments (after a change of clock or variables) once their invocation has ended. */
  recycle(name?: string): void;
  /** Ends the environments of a function at once, in the middle of what they do: a crash. */
  kill(name: string): Promise<void>;
  /** Resolves when none of its invocations is running. */
  rested(name: string): Promise<void>;
  stop(): Promise<void>;
};

/** Whom a route lets in: holders of a token of this issuer, made for one of this audience. */
export type JwtAuthorizerSpec = {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The token must have one of them; none: any token will do. */
  readonly scopes: readonly string[];
};

export type HttpRoute = {
  readonly method: string;
  /** API Gateway path with `{parameters}`. */
  readonly path: string;
  readonly functionName: string;
  /** Left out: everybody may call it. */
  readonly authorizer?: JwtAuthorizerSpec;
  /** Left out: it shares the API's. */
  readonly throttle?: ThrottleSpec;
};

/** A token bucket. */
export type ThrottleSpec = { readonly burst: number; readonly ratePerSecond: number };

export type HttpApiSpec = {
  readonly logicalId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly routes: readonly HttpRoute[];
  readonly cors: Readonly<Record<string, unknown>> | undefined;
  readonly throttle: ThrottleSpec | undefined;
};

export type QueueMappingSpec = {
  readonly id: string;
  readonly functionName: string;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportBatchItemFailures: boolean;
  readonly maxConcurrency: number | undefined;
};

export type StreamMappingSpec = {
  readonly id: string;
  readonly functionName: string;
  readonly tableName: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly bisectOnError: boolean;
  /** undefined: retry until the record expires. */
  readonly maxRetries: number | undefined;
  readonly maxAgeSeconds: number | undefined;
  readonly reportBatchItemFailures: boolean;
  /** Lambda event filter patterns (any one may match); empty means all. */
  readonly filters: readonly unknown[];
  readonly onFailureQueueUrl: string | undefined;
};

/** A running delivery that can be held back and let go again. */
export type Mapping = {
  readonly functionName: string;
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

export type LocalLogLine = {
  readonly at: number;
  /** `function:<name>`, `gateway`, `api`, `mapping`, … */
  readonly source: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
};
export type LocalLog = (line: LocalLogLine) => void;

/** What AWS calls a part of the cloud makes itself: the gateway's address and the operator's credentials. */
export type AwsAccess = {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};
