import type { CloudPlan } from '../assembly/plan.ts';
import type { Caller } from './caller.ts';
import type { NeededAccess } from './needed-access.ts';
import type { Statement } from './policy/evaluate.ts';
import { madeInFunctionsName } from './policy/start-checks.ts';
import { matchesPattern } from './policy/wildcard.ts';

/** What roles may do, as `holder action on resources`, and what of it somebody did. Holder: a function or a role assumed. */
export type PermissionUse = { readonly granted: readonly string[]; readonly used: readonly string[] };

export type PermissionWatch = {
  /** Sees what a caller needed for a call that was allowed. */
  note(caller: Caller, needs: readonly NeededAccess[]): void;
  report(): PermissionUse;
};

type Grant = {
  readonly name: string;
  readonly action: string;
  readonly resources: readonly string[];
  /** Of partition keys; undefined: any request. */
  readonly keys: readonly string[] | undefined;
};

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** An ARN without partition, region and account, which are the same for all. */
const short = (arn: string): string => arn.split(':').slice(5).join(':') || arn;

/** A tag stands where any text may. */
const untagged = (pattern: string): string => pattern.replaceAll(/\$\{[^}]*\}/g, '*');

const keyPatterns = ({ Condition }: Statement): readonly string[] | undefined => {
  const patterns = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return patterns === undefined ? undefined : list(patterns as string | readonly string[]);
};

const grantsOf = (holder: string, statements: readonly Statement[]): Grant[] =>
  statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) => {
      const keys = keyPatterns(statement);
      const of = keys ? ` of ${keys.join(', ')}` : '';
      return list(statement.Action).map((action) => ({
        name: `${holder} ${action} on ${list(statement.Resource).map(short).join(', ')}${of}`,
        action: action.toLowerCase(),
        resources: list(statement.Resource).map(untagged),
        keys: keys?.map(untagged),
      }));
    });

/** Roles that are assumed by a role and not by a service. */
const isAssumable = (plan: CloudPlan, arn: string): boolean =>
  (plan.resourcePolicies.get(arn) ?? []).some(
    ({ Principal }) => typeof Principal === 'object' && Principal.AWS !== undefined,
  );

/** Grants by name of the role. Roles of the CDK's own helpers have none: those do not run here. */
const grantsByRole = (plan: CloudPlan): Map<string, Grant[]> => {
  const holders = [
    ...plan.functions.map(({ name, roleId }) => [roleId, name] as const),
    ...[...plan.roles.values()]
      .filter(({ arn }) => isAssumable(plan, arn))
      .map(({ name, label }) => [name, label] as const),
  ];
  return new Map(
    holders.map(([role, holder]) => [role, grantsOf(holder, plan.rolePolicies.get(role) ?? [])]),
  );
};

const roleOf = (caller: Caller): string | undefined =>
  caller.kind === 'function' ? caller.roleId : caller.kind === 'session' ? caller.role.name : undefined;

/** Follows, for one run of the cloud, which permissions are used. What AWS does in a function's name counts at once. */
export const watchPermissions = (plan: CloudPlan): PermissionWatch => {
  const grants = grantsByRole(plan);
  const used = new Set<string>();
  const seen = new Set<string>();
  const use = (role: string, action: string, resource: string, keys: readonly string[]): void => {
    const what = `${role} ${action} ${resource} ${keys.join(' ')}`;
    if (seen.has(what)) return;
    seen.add(what);
    for (const grant of grants.get(role) ?? []) {
      const fits =
        matchesPattern(action.toLowerCase(), grant.action) &&
        grant.resources.some((pattern) => matchesPattern(resource, pattern)) &&
        keys.every((key) => grant.keys?.some((pattern) => matchesPattern(key, pattern)) ?? true);
      if (fits) used.add(grant.name);
    }
  };
  const note: PermissionWatch['note'] = (caller, needs) => {
    const role = roleOf(caller);
    if (role !== undefined)
      for (const { action, resource, context } of needs)
        use(role, action, resource, context?.['dynamodb:leadingkeys'] ?? []);
  };
  for (const { caller, action, resource } of madeInFunctionsName(plan)) note(caller, [{ action, resource }]);
  return {
    note,
    report: () => ({
      granted: [...grants.values()].flatMap((some) => some.map(({ name }) => name)).sort(),
      used: [...used].sort(),
    }),
  };
};
