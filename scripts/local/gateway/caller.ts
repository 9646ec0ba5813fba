import type { CloudPlan } from '../assembly/plan.ts';
import type { AwsCall } from './aws-call.ts';
import { type NeededAccess, neededAccess } from './needed-access.ts';
import { decide, type Principal } from './policy/evaluate.ts';

type Trusted = { readonly kind: 'operator' | 'cloud' };

/** Who makes a call. The operator may do everything; the cloud itself too, and is not recorded. */
export type Caller =
  | Trusted
  | { readonly kind: 'function'; readonly name: string; readonly roleId: string; readonly arn: string }
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

export const callerName = (caller: Caller): string => ('name' in caller ? caller.name : caller.kind);

export const callerOf = (accessKeyId: string, plan: CloudPlan): Caller | undefined => {
  if (accessKeyId === operatorKey) return { kind: 'operator' };
  if (accessKeyId === cloudKey) return { kind: 'cloud' };
  const found = plan.functions.find((one) => one.accessKeyId === accessKeyId);
  return found && { kind: 'function', name: found.name, roleId: found.roleId, arn: found.arn };
};

/** As AWS names a function in its refusals. */
export const callerArn = (caller: Caller, accountId: string): string =>
  caller.kind === 'function'
    ? `arn:aws:sts::${accountId}:assumed-role/${caller.roleId}/${caller.arn.split(':').at(-1)}`
    : caller.kind === 'service'
      ? caller.principal
      : `arn:aws:iam::${accountId}:user/${caller.kind}`;

/** Bucket policies are kept by bucket; a statement about one of its objects is one of them. */
const policyHolder = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;

export const mayDo = (caller: Caller, need: NeededAccess, plan: CloudPlan): string | undefined => {
  if (isTrusted(caller)) return undefined;
  const { accountId } = plan.place;
  const rolePolicy = caller.kind === 'function' ? (plan.rolePolicies.get(caller.roleId) ?? []) : [];
  const principal: Principal =
    caller.kind === 'function'
      ? { kind: 'role', arn: `arn:aws:iam::${accountId}:role/${caller.roleId}`, accountId }
      : { kind: 'service', name: caller.principal };
  const decision = decide(rolePolicy, plan.resourcePolicies.get(policyHolder(need.resource)) ?? [], {
    action: need.action,
    resource: need.resource,
    principal,
    context: {
      ...need.context,
      // The functions' SDK speaks plain HTTP to this machine only; on AWS it speaks TLS.
      'aws:securetransport': ['true'],
      'aws:requestedregion': [plan.place.region],
      ...(caller.kind === 'service'
        ? { 'aws:sourcearn': [caller.sourceArn], 'aws:sourceaccount': [accountId] }
        : { 'aws:principalarn': [`arn:aws:iam::${accountId}:role/${caller.roleId}`] }),
    },
  });
  if (decision.allowed) return undefined;
  const spelled = need.action.startsWith('sqs:') ? need.action.toLowerCase() : need.action;
  const resource = need.action.startsWith('s3:') ? `"${need.resource}"` : need.resource;
  const because =
    decision.because === 'explicit deny'
      ? 'with an explicit deny in a policy'
      : `because no identity-based policy allows the ${spelled} action`;
  return `User: ${callerArn(caller, accountId)} is not authorized to perform: ${spelled} on resource: ${resource} ${because}`;
};

/** AWS's own sentence when a call is not allowed; undefined when it is. */
export const refusalOf = (caller: Caller, call: AwsCall, plan: CloudPlan): string | undefined => {
  if (isTrusted(caller)) return undefined;
  const needs = neededAccess(call, plan);
  if (!needs) return `The local cloud cannot judge ${call.service}:${call.action} and so refuses it.`;
  for (const need of needs) {
    const refusal = mayDo(caller, need, plan);
    if (refusal) return refusal;
  }
  return undefined;
};
