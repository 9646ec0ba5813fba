import { startAlarms } from './alarms/alarms.ts';
import { createMetrics, type Metrics } from './alarms/metrics.ts';
import { fillFrom } from './assembly/fill-placeholders.ts';
import { ownCopy } from './assembly/own-copy.ts';
import { type CloudPlan, planCloud } from './assembly/plan.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { type Backends, startBackends } from './backends/start-backends.ts';
import { startDistributions } from './cloudfront/start-distributions.ts';
import { createEventDelivery } from './events/deliver-events.ts';
import { createSchedules } from './events/run-schedules.ts';
import { cloudKey, operatorKey } from './gateway/caller.ts';
import { startGateway } from './gateway/gateway.ts';
import { checkServicePermissions } from './gateway/policy/start-checks.ts';
import { putEvents } from './gateway/put-events.ts';
import { createSecrets } from './gateway/secrets.ts';
import { startApis } from './http-api/start-apis.ts';
import { functionControls } from './lambda/function-controls.ts';
import { createLambdaHost } from './lambda/lambda-host.ts';
import type { LocalCloud, LocalCloudOptions, QueueState } from './local-cloud.ts';
import { createLogGroups, type LogGroups } from './logs/log-groups.ts';
import { startQueueMapping } from './mappings/queue-mapping.ts';
import { startStreamMapping } from './mappings/stream-mapping.ts';
import type { AwsAccess, LambdaHost, LocalLog, Mapping } from './types.ts';
import { createUserPools } from './user-pools/user-pools.ts';
import { startWebSockets } from './web-socket-api/start-web-sockets.ts';

/** fauxqs knows no other. */
const accountId = '000000000000';
const defaultRegion = 'us-east-1';

type Stops = (() => unknown)[];

/** Stops what was started, the latest first, also when one of them fails to stop. */
const stopAll = async (stops: Stops): Promise<void> => {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not all of the local cloud stopped cleanly.');
};

const only = <T>(items: readonly T[], what: string): T | undefined => {
  if (items.length > 1)
    throw new Error(`The local cloud runs one ${what}; the templates hold ${items.length}.`);
  return items[0];
};

const accessWith = (endpoint: string, region: string, accessKeyId: string): AwsAccess => ({
  endpoint,
  region,
  accountId,
  credentials: { accessKeyId, secretAccessKey: 'local' },
});

const awsNameOf = ({ functions }: CloudPlan, name: string): string =>
  String(
    functions
      .find((one) => one.name === name)
      ?.arn.split(':')
      .at(-1),
  );

const startHost = (
  options: LocalCloudOptions,
  plan: CloudPlan,
  metrics: Metrics,
  logs: LogGroups,
): LambdaHost => {
  const { clock, log = () => {} } = options;
  const count = (metric: string, name: string): void =>
    metrics.record(
      { namespace: 'AWS/Lambda', name: metric, dimensions: { FunctionName: awsNameOf(plan, name) } },
      1,
      Date.now(),
    );
  const readMetrics: LocalLog = (line) => {
    if (line.source.startsWith('function:')) metrics.recordLine(line.text, Date.now());
    logs.keep(line);
    log(line);
  };
  return createLambdaHost({
    functions: plan.functions,
    access: accessWith(plan.place.gatewayUrl, plan.place.region, cloudKey),
    clock,
    log: readMetrics,
    threads: options.threads,
    onInvoke: (name, payload) => {
      count('Invocations', name);
      options.onInvoke?.(name, payload);
    },
    onResult: (name, result) => (result.ok ? undefined : count('Errors', name)),
  });
};

const startMappings = (
  options: LocalCloudOptions,
  plan: CloudPlan,
  host: LambdaHost,
  { changes }: Pick<Backends, 'changes'>,
): Mapping[] => {
  const { clock, log = () => {} } = options;
  const access = accessWith(plan.place.gatewayUrl, plan.place.region, cloudKey);
  const shared = { host, access, log, now: clock.now };
  const concurrencyOf = (name: string): number =>
    plan.functions.find((one) => one.name === name)?.concurrency ?? 1;
  return [
    ...plan.queueMappings.map((spec) =>
      startQueueMapping(spec, { ...shared, concurrency: concurrencyOf(spec.functionName) }),
    ),
    ...plan.streamMappings.map((spec) => startStreamMapping(spec, { ...shared, changes })),
  ];
};

const start = async (options: LocalCloudOptions, stops: Stops): Promise<LocalCloud> => {
  const { clock, log = () => {} } = options;
  const assembly = ownCopy(options.assembly ?? 'cdk.out', (remove) => stops.push(remove));
  const stacks = readAssembly(assembly);
  const region = stacks.find((stack) => stack.region)?.region ?? defaultRegion;
  const gateway = await startGateway({ clock, log, onAwsCall: options.onAwsCall });
  stops.push(gateway.stop);
  const placeholders = {
    'clock-offset-ms': () => String(clock.offsetMs()),
    'objects-url': gateway.url,
    ...options.placeholders,
  };
  const fill = fillFrom(placeholders, options.secret);
  // A function that is told where its API is finds it here: addresses are known once the APIs listen.
  let addressHere = (text: string): string => text;
  const plan = planCloud(stacks, { region, accountId, gatewayUrl: gateway.url }, (text) =>
    addressHere(fill(text)),
  );
  checkServicePermissions(plan);
  const stageSecret = only(plan.secrets, 'secret');

  const backends = await startBackends(plan, options, (stop) => stops.push(stop));
  const metrics = createMetrics();
  const logs = createLogGroups(plan.functions, clock);
  const host = startHost(options, plan, metrics, logs);
  stops.push(host.stop);
  const secrets = createSecrets(clock);
  if (stageSecret) secrets.put(stageSecret, JSON.stringify(options.secret));
  const userPools = createUserPools(plan.userPools, clock.now);
  const { perform } = gateway;
  const delivery = createEventDelivery({ plan, perform, clock, log });
  stops.push(delivery.stop);
  const sockets = await startWebSockets({ plan, host, clock, log }, (stop) => stops.push(stop));
  gateway.serve({
    plan,
    crash: host.kill,
    backends: {
      ...backends.services,
      events: (call) => putEvents(call, plan, clock, delivery.deliver),
      secretsmanager: secrets.answer,
      'cognito-idp': userPools.answer,
      logs: logs.answer,
      'execute-api': sockets.answer,
    },
  });
  const apis = await startApis({ plan, host, clock, log, publicKeyOf: userPools.publicKey }, (stop) =>
    stops.push(stop),
  );
  addressHere = (text) => sockets.localAddress(apis.localAddress(text));
  const edgeAddress = await startDistributions(
    { plan, apis: apis.urls, localAddress: (text) => addressHere(fill(text)), perform, clock, log },
    (stop) => stops.push(stop),
  );
  const alarms = startAlarms({ plan, metrics, depth: backends.depth, clock, log });
  stops.push(alarms.stop);
  const paused = new Set<string>();
  const schedules = createSchedules({
    plan,
    host,
    perform,
    clock,
    log,
    isPaused: (name) => paused.has(name),
  });
  stops.push(schedules.stop);
  if (options.schedules === 'on the minute') schedules.startTimer();
  const mappings = startMappings(options, plan, host, backends);
  stops.push(() => Promise.all(mappings.map((mapping) => mapping.stop())));

  const queueState = async ({ name, arn, url }: CloudPlan['queues'][number]): Promise<QueueState> => {
    const { visible, inFlight } = await backends.depth(name);
    const deadLettersOf = plan.queues.filter((one) => one.deadLetterArn === arn).map((one) => one.name);
    return { name, arn, url, visible, inFlight, deadLettersOf };
  };
  return {
    gatewayUrl: gateway.url,
    store: backends.store,
    dynamoUrl: backends.dynamoUrl,
    apiUrl: apis.mainUrl,
    apis: apis.urls,
    region,
    credentials: accessWith(gateway.url, region, operatorKey).credentials,
    outputs: Object.fromEntries(
      Object.entries(plan.outputs).map(([name, value]) => [name, fill(edgeAddress(addressHere(value)))]),
    ),
    ignored: plan.ignored,
    userPools: { signToken: userPools.signToken, jwks: userPools.jwks },
    functions: functionControls(plan, host, mappings, paused),
    queues: () => Promise.all(plan.queues.map(queueState)),
    alarms: alarms.list,
    alarmMessages: alarms.messages,
    evaluateAlarms: alarms.evaluate,
    runSchedules: schedules.runAll,
    cutWebSockets: sockets.cut,
    async updateSecret(value) {
      if (!stageSecret) throw new Error('The templates hold no secret.');
      secrets.put(stageSecret, JSON.stringify(value));
    },
    inject: gateway.inject,
    clearFaults: gateway.clearFaults,
    requests: gateway.requests,
    permissionUse: gateway.permissionUse,
    stop: () => stopAll(stops),
  };
};

/**
 * Runs the stacks of a synthesised assembly on this machine. Throws, leaving nothing running, for anything in the
 * templates that it does not know.
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const stops: Stops = [];
  try {
    return await start(options, stops);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
};
