import type { DistributionSpec } from '../cloudfront/distribution-spec.ts';
import type { Statement } from '../gateway/policy/evaluate.ts';
import type { FunctionSpec, HttpApiSpec, QueueMappingSpec, StreamMappingSpec } from '../types.ts';
import type { WebSocketApiSpec } from '../web-socket-api/web-socket-spec.ts';
import { findResources } from './find-resources.ts';
import { type Identity, type Place, withoutEffect } from './identities.ts';
import { type AlarmPlan, planAlarms } from './plan-alarms.ts';
import { planApis } from './plan-apis.ts';
import { planDistributions } from './plan-distributions.ts';
import { type EventsPlan, planEvents } from './plan-events.ts';
import { type InvokePlan, planFunctions, planInvokes } from './plan-functions.ts';
import { planMappings } from './plan-mappings.ts';
import { planPolicies, type RolePlan } from './plan-policies.ts';
import { planStores, type StorePlan } from './plan-stores.ts';
import { planUserPools, type UserPoolPlan } from './plan-user-pools.ts';
import { planWebSockets } from './plan-web-sockets.ts';
import type { Stack } from './read-assembly.ts';

/** One resource of the templates with its properties resolved. */
export type Found = {
  readonly logicalId: string;
  readonly stackName: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly identity: Identity;
};

export type Resources = {
  readonly place: Place;
  of(type: string): Found[];
  /** The resource of a type by its `Ref` or ARN. Throws, naming who asked, when there is none. */
  named(type: string, refOrArn: unknown, asker: string): Found;
  /** Folder of an asset by its key in the staging bucket. */
  assetFolder(key: string): string | undefined;
};

export type CloudPlan = StorePlan &
  EventsPlan & {
    readonly place: Place;
    readonly functions: readonly FunctionSpec[];
    readonly invokes: ReadonlyMap<string, InvokePlan>;
    readonly queueMappings: readonly QueueMappingSpec[];
    readonly streamMappings: readonly StreamMappingSpec[];
    readonly apis: readonly HttpApiSpec[];
    readonly webSockets: readonly WebSocketApiSpec[];
    readonly distributions: readonly DistributionSpec[];
    readonly userPools: readonly UserPoolPlan[];
    readonly alarms: readonly AlarmPlan[];
    /** By name. */
    readonly roles: ReadonlyMap<string, RolePlan>;
    /** Statements by role name. */
    readonly rolePolicies: ReadonlyMap<string, readonly Statement[]>;
    /** Statements by the ARN of the queue, bucket, function or role they guard. */
    readonly resourcePolicies: ReadonlyMap<string, readonly Statement[]>;
    readonly outputs: Readonly<Record<string, string>>;
    /** Types read and left without effect, with how many there are. */
    readonly ignored: Readonly<Record<string, number>>;
  };

/** Fills `cloudgreet-local://name` in a text. Throws for a name that has no value. */
export type FillPlaceholders = (text: string) => string;

/**
 * Turns the stacks into everything the local cloud has to start, without starting any of it.
 * Throws one clear sentence, naming the culprit, for what it does not know.
 */
export const planCloud = (stacks: readonly Stack[], place: Place, fill: FillPlaceholders): CloudPlan => {
  const { resolver, found, resources } = findResources(stacks, place);
  const functions = planFunctions(resources, fill);
  const ignored: Record<string, number> = {};
  for (const { type } of found) if (withoutEffect.has(type)) ignored[type] = (ignored[type] ?? 0) + 1;
  return {
    place,
    functions,
    invokes: planInvokes(resources, functions),
    ...planStores(resources),
    ...planEvents(resources, functions),
    ...planMappings(resources, functions),
    ...planPolicies(resources),
    apis: planApis(resources, functions),
    webSockets: planWebSockets(resources, functions),
    distributions: planDistributions(resources, fill),
    userPools: planUserPools(resources),
    alarms: planAlarms(resources),
    outputs: Object.assign({}, ...stacks.map((stack) => resolver.outputs(stack))) as Record<string, string>,
    ignored,
  };
};
