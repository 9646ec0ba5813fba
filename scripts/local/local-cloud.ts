import type { AlarmMessage, AlarmState } from './alarms/alarms.ts';
import type { ChosenStore, TableStore } from './backends/choose-store.ts';
import type { LocalClock } from './clock.ts';
import type { Fault } from './gateway/faults.ts';
import type { AwsCallObserver, AwsRequestRecord } from './gateway/gateway.ts';
import type { PermissionUse } from './gateway/unused-permissions.ts';
import type { Threads } from './lambda/threads.ts';
import type { LocalLog } from './types.ts';
import type { UserPools } from './user-pools/user-pools.ts';

export type LocalCloudOptions = {
  readonly clock: LocalClock;
  /** Values of `cloudgreet-local://name` by name; `clock-offset-ms` is filled from the clock. */
  readonly placeholders: Readonly<Record<string, string | (() => string)>>;
  /** Value of the stage secret. */
  readonly secret: object;
  /** Directory that `cdk synth -c stage=local` wrote. Default `cdk.out`. */
  readonly assembly?: string;
  /** Default: DynamoDB Local where there is Java for it, else memory. */
  readonly store?: TableStore;
  readonly log?: LocalLog;
  /** For the environments of the functions. Default: a new one for each. */
  readonly threads?: Threads;
  /** Sees each call that a function, the operator or a rule makes of AWS, with the answer. */
  readonly onAwsCall?: AwsCallObserver;
  /** Hears what every function is given, as it begins to run. */
  readonly onInvoke?: (name: string, payload: unknown) => void;
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
  readonly store: ChosenStore;
  /** The store of the tables itself, without the gateway before it: for measuring beside it. */
  readonly dynamoUrl: string;
  /**
   * Base URL of the vendors' HTTP API, without a slash at its end: the only one, or of several that which output
   * `ApiUrl` names. Empty where the stacks hold none.
   */
  readonly apiUrl: string;
  /** Base URL of each HTTP API by its logical id, as `apiUrl`. */
  readonly apis: Readonly<Record<string, string>>;
  readonly region: string;
  /** The operator's, who may do everything. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of all stacks, resolved. */
  readonly outputs: Readonly<Record<string, string>>;
  /** By handler path, e.g. `workers/relay-events`. Each throws for a name that is not deployed. */
  readonly functions: {
    names(): string[];
    /** Holds back what mappings and schedules would deliver to it. Resolves when what was under way has ended. */
    pause(name: string): Promise<void>;
    resume(name: string): void;
    /** The answer. Throws an error named after the function's when it fails. */
    invoke(name: string, payload: unknown): Promise<unknown>;
    /** Ends its environments in the middle of what they do; the next invocation starts cold. */
    restart(name: string): Promise<void>;
  };
  /** For tests of what is done with tokens. Each throws for a pool that is not there. */
  readonly userPools: Pick<UserPools, 'signToken' | 'jwks'>;
  queues(): Promise<QueueState[]>;
  alarms(): AlarmState[];
  alarmMessages(): AlarmMessage[];
  /** Looks at the alarms at once instead of at the next second. */
  evaluateAlarms(): Promise<void>;
  /** Runs every scheduled rule once, now, and waits for what it invokes. */
  runSchedules(): Promise<void>;
  /** Drops every connection of every WebSocket API without a word, as a network does; how many there were. */
  cutWebSockets(): number;
  updateSecret(value: object): Promise<void>;
  inject(fault: Fault): void;
  clearFaults(): void;
  /** The latest 20,000 calls of functions, the operator and rules, oldest first. */
  requests(): AwsRequestRecord[];
  /** What roles may do and what of it was done since the start. */
  permissionUse(): PermissionUse;
  /** Resource types of the templates that have no effect here, with how many there are. */
  readonly ignored: Readonly<Record<string, number>>;
  stop(): Promise<void>;
};
