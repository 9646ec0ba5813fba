import type { CloudPlan } from '../assembly/plan.ts';
import type { RolePlan } from '../assembly/plan-policies.ts';
import type { AwsCall } from './aws-call.ts';
import { type NeededAccess, neededAccess } from './needed-access.ts';
import type { ConditionContext } from './policy/conditions.ts';
import { decide, type Principal, type Statement } from './policy/evaluate.ts';
import { isPublicCall } from './public-calls.ts';

type Trusted = { readonly kind: 'operator' | 'cloud' };

/**
 * Who makes a call. The operator may do everything; the cloud itself too, and is not recorded. `public` has not signed
 * and may do only what a service lets everybody do.
 */
export type Caller =
  | Trusted
  | { readonly kind: 'public' }
  | { readonly kind: 'function'; readonly name: string; readonly roleId: string; readonly arn: string }
  | {
      /** A role assumed by somebody who is no session. */
      readonly kind: 'session';
      readonly by: Caller;
      readonly role: RolePlan;
      readonly sessionName: string;
      readonly tags: Readonly<Record<string, string>>;
      readonly policy: readonly Statement[] | undefined;
    }
  | {
      readonly kind: 'service';
      readonly name: string;
      readonly principal: string;
      readonly sourceArn: string;
    };

export const operatorKey = 'LOCALOPERATOR';
export const cloudKey = 'LOCALCLOUD';

const isTrusted = (caller: Caller): caller is Trusted =>
  caller.kind === 'operator' || caller.kind === 'cloud';

/** Of a session: who assumed its role. */
export const callerName = (caller: Caller): string =>
  caller.kind === 'session' ? callerName(caller.by) : 'name' in caller ? caller.name : caller.kind;

/** What tells a session's calls from its function's own; undefined for any other caller. */
export const sessionLabel = (caller: Caller): string | undefined =>
  caller.kind === 'session'
    ? [`${caller.role.label} session`, ...Object.entries(caller.tags).map((tag) => tag.join('='))].join(' ')
    : undefined;

/** Whose environment a fault may crash. */
export const callingFunction = (caller: Caller): string | undefined =>
  caller.kind === 'session'
    ? callingFunction(caller.by)
    : caller.kind === 'function'
      ? caller.name
      : undefined;

export const callerOf = (accessKeyId: string, plan: CloudPlan): Caller | undefined => {
  if (accessKeyId === operatorKey) return { kind: 'operator' };
  if (accessKeyId === cloudKey) return { kind: 'cloud' };
  const found = plan.functions.find((one) => one.accessKeyId === accessKeyId);
  return found && { kind: 'function', name: found.name, roleId: found.roleId, arn: found.arn };
};

/** As AWS names a function or a session in its refusals. */
export const callerArn = (caller: Caller, accountId: string): string => {
  const assumed = (role: string, session: string) =>
    `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`;
  if (caller.kind === 'function') return assumed(caller.roleId, caller.arn.split(':').at(-1) ?? '');
  if (caller.kind === 'session') return assumed(caller.role.name, caller.sessionName);
  return caller.kind === 'service' ? caller.principal : `arn:aws:iam::${accountId}:user/${caller.kind}`;
};

/** STS's unique id of a caller. */
export const callerId = (caller: Caller): string =>
  caller.kind === 'session' ? `${caller.role.id}:${caller.sessionName}` : 'LOCAL';

/** Bucket policies are kept by bucket; a statement about one of its objects is one of them. */
const policyHolder = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;

const roleOf = (caller: Caller): string | undefined =>
  caller.kind === 'function' ? caller.roleId : caller.kind === 'session' ? caller.role.name : undefined;

/** A session's tags and its role's; those of the session win. */
const tagFacts = (caller: Caller, plan: CloudPlan): ConditionContext => {
  const own = plan.roles.get(roleOf(caller) ?? '')?.tags ?? {};
  const facts = [...Object.entries(own), ...Object.entries(caller.kind === 'session' ? caller.tags : {})];
  return Object.fromEntries(facts.map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, [value]]));
};

const factsOf = (caller: Caller, plan: CloudPlan): ConditionContext => {
  const { accountId, region } = plan.place;
  return {
    // The functions' SDK speaks plain HTTP to this machine only; on AWS it speaks TLS.
    'aws:securetransport': ['true'],
    'aws:requestedregion': [region],
    ...(caller.kind === 'service'
      ? { 'aws:sourcearn': [caller.sourceArn], 'aws:sourceaccount': [accountId] }
      : { 'aws:principalarn': [`arn:aws:iam::${accountId}:role/${roleOf(caller)}`] }),
    ...tagFacts(caller, plan),
  };
};

export const mayDo = (caller: Caller, need: NeededAccess, plan: CloudPlan): string | undefined => {
  if (isTrusted(caller)) return undefined;
  const { accountId } = plan.place;
  const role = roleOf(caller);
  const rolePolicy = plan.rolePolicies.get(role ?? '') ?? [];
  const principal: Principal =
    caller.kind === 'service'
      ? { kind: 'service', name: caller.principal }
      : { kind: 'role', arn: `arn:aws:iam::${accountId}:role/${role}`, accountId };
  const assumes = need.action.startsWith('sts:');
  const decision = decide(
    rolePolicy,
    plan.resourcePolicies.get(policyHolder(need.resource)) ?? [],
    {
      action: need.action,
      resource: need.resource,
      principal,
      context: { ...need.context, ...factsOf(caller, plan) },
    },
    { session: caller.kind === 'session' ? caller.policy : undefined, both: assumes },
  );
  if (decision.allowed) return undefined;
  const spelled = need.action.startsWith('sqs:') ? need.action.toLowerCase() : need.action;
  const resource = need.action.startsWith('s3:') ? `"${need.resource}"` : need.resource;
  const sentence = `User: ${callerArn(caller, accountId)} is not authorized to perform: ${spelled} on resource: ${resource}`;
  if (decision.because === 'explicit deny') return `${sentence} with an explicit deny in a policy`;
  // STS does not say which of the two policies is wanting, nor whether there is such a role.
  return assumes ? sentence : `${sentence} because no identity-based policy allows the ${spelled} action`;
};

/** AWS's own sentence when a call is not allowed; undefined when it is. */
export const refusalOf = (caller: Caller, call: AwsCall, plan: CloudPlan): string | undefined => {
  if (isTrusted(caller)) return undefined;
  if (caller.kind === 'public') return isPublicCall(call) ? undefined : 'Missing Authentication Token';
  const needs = neededAccess(call, plan);
  if (!needs) return `The local cloud cannot judge ${call.service}:${call.action} and so refuses it.`;
  for (const need of needs) {
    const refusal = mayDo(caller, need, plan);
    if (refusal) return refusal;
  }
  return undefined;
};
