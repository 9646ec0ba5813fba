import { type AlarmMessage, type AlarmState, startAlarms } from './alarms/alarms.ts';
import { createMetrics } from './alarms/metrics.ts';
import { type FillPlaceholders, planCloud } from './assembly/plan.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { createQueuesAndBuckets, createTables } from './backends/create-resources.ts';
import { startDynamoDbLocal } from './backends/dynamodb-local.ts';
import { startQueuesAndObjects } from './backends/queues-and-objects.ts';
import type { LocalClock } from './clock.ts';
import { createEventDelivery } from './events/deliver-events.ts';
import { createSchedules } from './events/run-schedules.ts';
import { cloudKey, operatorKey } from './gateway/caller.ts';
import type { Fault } from './gateway/faults.ts';
import { forward } from './gateway/forward.ts';
import { type AwsRequestRecord, type ServiceBackend, startGateway } from './gateway/gateway.ts';
import { checkServicePermissions } from './gateway/policy/start-checks.ts';
import { putEvents } from './gateway/put-events.ts';
import { createSecrets } from './gateway/secrets.ts';
import { startHttpApi } from './http-api/http-api.ts';
import { createLambdaHost } from './lambda/lambda-host.ts';
import { startQueueMapping } from './mappings/queue-mapping.ts';
import { startStreamMapping } from './mappings/stream-mapping.ts';
import type { AwsAccess, LocalLog, Mapping } from './types.ts';

export type LocalCloudOptions = {
  readonly clock: LocalClock;
  /** Values of `cloudgreet-local://name` by name; `clock-offset-ms` is filled from the clock. */
  readonly placeholders: Readonly<Record<string, string | (() => string)>>;
  /** Value of the stage secret. */
  readonly secret: object;
  /** Directory that `cdk synth -c stage=local` wrote. Default `cdk.out`. */
  readonly assembly?: string;
  readonly log?: LocalLog;
  /** Default: a free one. */
  readonly dynamoPort?: number;
  /** `on the minute`: scheduled rules run by the machine's clock. Default: only when `runSchedules` is called. */
  readonly schedules?: 'on the minute' | 'when asked';
};

export type QueueState = {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visible: number;
  readonly inFlight: number;
  /** Names of the queues whose failed messages end here; empty for a queue that is worked on. */
  readonly deadLettersOf: readonly string[];
};

export type LocalCloud = {
  /** The AWS endpoint of all services. */
  readonly gatewayUrl: string;
  /** Base URL of the HTTP API, without a slash at its end. */
  readonly apiUrl: string;
  readonly region: string;
  /** The operator's, who may do everything. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of all stacks, resolved. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly functions: {
    names(): string[];
    /** Holds back what mappings and schedules would deliver to it. */
    pause(name: string): void;
    resume(name: string): void;
    /** The answer. Throws an error named after the function's when it fails. */
    invoke(name: string, payload: unknown): Promise<unknown>;
    /** Ends its environments in the middle of what they do; the next invocation starts cold. */
    restart(name: string): Promise<void>;
  };
  queues(): Promise<QueueState[]>;
  alarms(): AlarmState[];
  alarmMessages(): AlarmMessage[];
  /** Looks at the alarms at once instead of at the next second. */
  evaluateAlarms(): Promise<void>;
  /** Runs every scheduled rule once, now, and waits for what it invokes. */
  runSchedules(): Promise<void>;
  updateSecret(value: object): Promise<void>;
  inject(fault: Fault): void;
  clearFaults(): void;
  /** The latest 20,000 calls of functions, the operator and rules, oldest first. */
  requests(): AwsRequestRecord[];
  /** Resource types of the templates that have no effect here, with how many there are. */
  readonly ignored: Readonly<Record<string, number>>;
  stop(): Promise<void>;
};

/** fauxqs knows no other. */
const accountId = '000000000000';
const secretAccessKey = 'local';

const fillFrom =
  (placeholders: LocalCloudOptions['placeholders']): FillPlaceholders =>
  (text) =>
    text.replaceAll(/cloudgreet-local:\/\/([a-z0-9-]+)/g, (_, name: string) => {
      const value = placeholders[name];
      if (value === undefined)
        throw new Error(`The templates hold cloudgreet-local://${name}, which has no value.`);
      return typeof value === 'string' ? value : value();
    });

/** Stops what was started, the latest first, also when one of them fails to stop. */
const stopAll = async (stops: (() => unknown)[]): Promise<void> => {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    await Promise.resolve(stop()).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not all of the local cloud stopped cleanly.');
};

/**
 * Runs the stacks of a synthesised assembly on this machine. Throws, leaving nothing running, for anything in the
 * templates that it does not know.
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const stops: (() => unknown)[] = [];
  try {
    return await start(options, stops);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
};

const start = async (options: LocalCloudOptions, stops: (() => unknown)[]): Promise<LocalCloud> => {
  const { clock, secret, log = () => {} } = options;
  const metrics = createMetrics();
  const listen: LocalLog = (line) => {
    if (line.source.startsWith('function:')) metrics.recordLine(line.text, Date.now());
    log(line);
  };
  const stacks = readAssembly(options.assembly ?? 'cdk.out');
  const region = stacks.find((stack) => stack.region)?.region ?? 'us-east-1';
  const gateway = await startGateway({ clock, log });
  stops.push(gateway.stop);
  const fill = fillFrom({ 'clock-offset-ms': () => String(clock.offsetMs()), ...options.placeholders });
  const plan = planCloud(stacks, { region, accountId, gatewayUrl: gateway.url }, fill);
  checkServicePermissions(plan);
  const [theSecret, anotherSecret] = plan.secrets;
  if (anotherSecret) throw new Error('The local cloud fills one stage secret; the templates hold more.');

  const startDynamo = async (): Promise<string> => {
    const { url, stop } = await startDynamoDbLocal(options.dynamoPort);
    stops.push(stop);
    await createTables(plan, url);
    return url;
  };
  const startQueues = async () => {
    const backend = await startQueuesAndObjects(region);
    stops.push(backend.stop);
    await createQueuesAndBuckets(plan, backend.url);
    return backend;
  };
  const [dynamo, fauxqs] = await Promise.allSettled([startDynamo(), startQueues()]);
  if (dynamo.status === 'rejected') throw dynamo.reason;
  if (fauxqs.status === 'rejected') throw fauxqs.reason;
  const dynamoUrl = dynamo.value;
  const queues = fauxqs.value;

  const secrets = createSecrets(clock);
  if (theSecret) secrets.put(theSecret, JSON.stringify(secret));
  const accessWith = (accessKeyId: string): AwsAccess => ({
    endpoint: gateway.url,
    region,
    accountId,
    credentials: { accessKeyId, secretAccessKey },
  });
  const access = accessWith(cloudKey);
  const nameOf = new Map(plan.functions.map(({ name, arn }) => [name, String(arn.split(':').at(-1))]));
  const count = (metric: string, name: string): void =>
    metrics.record(
      { namespace: 'AWS/Lambda', name: metric, dimensions: { FunctionName: nameOf.get(name) ?? name } },
      1,
      Date.now(),
    );
  const host = createLambdaHost({
    functions: plan.functions,
    access,
    clock,
    log: listen,
    onInvoke: (name) => count('Invocations', name),
    onResult: (name, result) => (result.ok ? undefined : count('Errors', name)),
  });
  stops.push(host.stop);

  const delivery = createEventDelivery({ plan, perform: gateway.perform, clock, log });
  stops.push(delivery.stop);
  const objects: ServiceBackend = (call, gone) => forward(queues.url, call, gone);
  gateway.serve({
    plan,
    crash: host.kill,
    backends: {
      dynamodb: (call, gone) => forward(dynamoUrl, call, gone),
      sqs: queueBackend(objects, gateway.url),
      s3: objects,
      events: (call) => putEvents(call, plan, clock, delivery.deliver),
      secretsmanager: secrets.answer,
    },
  });

  const [api, anotherApi] = plan.apis;
  if (anotherApi) throw new Error('The local cloud serves one HTTP API; the templates hold more.');
  const http = api ? await startHttpApi({ api, host, clock, log, accountId }) : undefined;
  if (http) stops.push(http.stop);

  const paused = new Set<string>();
  const schedules = createSchedules({
    plan,
    host,
    perform: gateway.perform,
    clock,
    log,
    isPaused: (name) => paused.has(name),
  });
  stops.push(schedules.stop);
  if (options.schedules === 'on the minute') schedules.startTimer();
  const alarms = startAlarms({ plan, metrics, depth: queues.depth, clock, log });
  stops.push(alarms.stop);
  const concurrencyOf = (name: string): number =>
    plan.functions.find((one) => one.name === name)?.concurrency ?? 1;
  const mappingOptions = { host, access, log, now: clock.now };
  const mappings: Mapping[] = [
    ...plan.queueMappings.map((spec) =>
      startQueueMapping(spec, { ...mappingOptions, concurrency: concurrencyOf(spec.functionName) }),
    ),
    ...plan.streamMappings.map((spec) => startStreamMapping(spec, mappingOptions)),
  ];
  stops.push(() => Promise.all(mappings.map((mapping) => mapping.stop())));

  const known = (name: string): string => {
    if (!nameOf.has(name))
      throw new Error(`There is no function ${name}; there are ${[...nameOf.keys()].join(', ')}.`);
    return name;
  };
  const apiAddress = api && `https://${api.apiId}.execute-api.${region}.amazonaws.com`;
  const outputs = Object.entries(plan.outputs).map(([name, value]): [string, string] => [
    name,
    fill(apiAddress && http ? value.replace(apiAddress, http.url) : value),
  ]);
  return {
    gatewayUrl: gateway.url,
    apiUrl: http?.url ?? '',
    region,
    credentials: accessWith(operatorKey).credentials,
    outputs: Object.fromEntries(outputs),
    ignored: plan.ignored,
    functions: {
      names: () => [...nameOf.keys()],
      pause(name) {
        paused.add(known(name));
        for (const mapping of mappings) if (mapping.functionName === name) mapping.pause();
      },
      resume(name) {
        paused.delete(known(name));
        for (const mapping of mappings) if (mapping.functionName === name) mapping.resume();
      },
      async invoke(name, payload) {
        const result = await host.invoke(known(name), payload);
        if (result.ok) return result.payload;
        throw Object.assign(new Error(result.errorMessage), { name: result.errorType });
      },
      restart: (name) => host.kill(known(name)),
    },
    queues: () =>
      Promise.all(
        plan.queues.map(async ({ name, arn, url }) => {
          const { visible, inFlight } = await queues.depth(name);
          const deadLettersOf = plan.queues.filter((one) => one.deadLetterArn === arn).map((one) => one.name);
          return { name, arn, url, visible, inFlight, deadLettersOf };
        }),
      ),
    alarms: alarms.list,
    alarmMessages: alarms.messages,
    evaluateAlarms: alarms.evaluate,
    runSchedules: schedules.runAll,
    async updateSecret(value) {
      if (!theSecret) throw new Error('The templates hold no secret.');
      secrets.put(theSecret, JSON.stringify(value));
    },
    inject: gateway.inject,
    clearFaults: gateway.clearFaults,
    requests: gateway.requests,
    stop: () => stopAll(stops),
  };
};

/** fauxqs answers queue addresses of its own; ours lead through the gateway. */
const queueBackend =
  (backend: ServiceBackend, gatewayUrl: string): ServiceBackend =>
  async (call, gone) => {
    const answer = await backend(call, gone);
    if (!['GetQueueUrl', 'ListQueues', 'CreateQueue'].includes(call.action)) return answer;
    const body = answer.body.toString().replaceAll(/http:\/\/[^/"]+(?=\/\d{12}\/)/g, gatewayUrl);
    const { 'content-length': _, ...headers } = answer.headers;
    return { ...answer, headers, body };
  };
