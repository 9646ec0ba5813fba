import { readPolicy, type Statement } from '../gateway/policy/evaluate.ts';
import type { Found, Resources } from './plan.ts';

/** Managed policies that open only what does not exist here: log groups and traces. */
const harmlessManagedPolicies = /\/(AWSLambdaBasicExecutionRole|AWSXRayDaemonWriteAccess)$/;

/** A role as one assumes it. Who may is in the policies of resources, by its ARN. */
export type RolePlan = {
  readonly name: string;
  readonly arn: string;
  /** `AROA…` */
  readonly id: string;
  /** What people call it: its logical id without the CDK's digest. */
  readonly label: string;
  readonly longestSeconds: number;
  /** The role's own tags, which its callers carry as well as those of their session. */
  readonly tags: Readonly<Record<string, string>>;
};

const defaultSessionSeconds = 3600;

const add = (policies: Map<string, Statement[]>, key: string, statements: Statement[]): void => {
  policies.set(key, [...(policies.get(key) ?? []), ...statements]);
};

const rolePolicies = (resources: Resources): Map<string, Statement[]> => {
  const policies = new Map<string, Statement[]>();
  for (const { identity, properties, logicalId } of resources.of('AWS::IAM::Role')) {
    for (const managed of (properties.ManagedPolicyArns ?? []) as string[]) {
      if (!harmlessManagedPolicies.test(managed) && !/^(Custom|LogRetention)/.test(logicalId)) {
        throw new Error(`The local cloud does not know managed policy ${managed} (${logicalId}).`);
      }
    }
    for (const inline of (properties.Policies ?? []) as { PolicyDocument: unknown }[]) {
      add(policies, identity.ref, readPolicy(inline.PolicyDocument, logicalId));
    }
  }
  for (const { properties, logicalId } of resources.of('AWS::IAM::Policy')) {
    const statements = readPolicy(properties.PolicyDocument, logicalId);
    for (const role of (properties.Roles ?? []) as string[]) add(policies, role, statements);
  }
  return policies;
};

/** Trust policies name no resource: they are about the role they stand in. */
const trustOf = ({ properties, logicalId }: Found): Statement[] =>
  readPolicy(properties.AssumeRolePolicyDocument ?? {}, `${logicalId} (trust)`).map((statement) => {
    if (statement.Principal === undefined)
      throw new Error(`${logicalId} (trust): a statement names no principal.`);
    return { ...statement, Resource: '*' };
  });

const planRoles = (resources: Resources): Map<string, RolePlan> =>
  new Map(
    resources.of('AWS::IAM::Role').map(({ identity, properties, logicalId }) => [
      identity.ref,
      {
        name: identity.ref,
        arn: String(identity.attributes.Arn),
        id: String(identity.attributes.RoleId),
        label: logicalId.replace(/[0-9A-F]{8}$/, ''),
        longestSeconds: Number(properties.MaxSessionDuration ?? defaultSessionSeconds),
        tags: Object.fromEntries(
          ((properties.Tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]),
        ),
      },
    ]),
  );

const lambdaPermission = ({ properties, logicalId }: Found, functionArn: string): Statement[] => {
  const principal = String(properties.Principal);
  const statement = {
    Effect: 'Allow',
    Action: properties.Action,
    Resource: functionArn,
    Principal: principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    ...(properties.SourceArn ? { Condition: { ArnLike: { 'aws:SourceArn': properties.SourceArn } } } : {}),
  };
  return readPolicy({ Statement: [statement] }, logicalId);
};

const resourcePolicies = (resources: Resources): Map<string, Statement[]> => {
  const policies = new Map<string, Statement[]>();
  for (const { properties, logicalId } of resources.of('AWS::SQS::QueuePolicy')) {
    for (const url of (properties.Queues ?? []) as string[]) {
      const queue = resources.named('AWS::SQS::Queue', url, logicalId);
      add(policies, String(queue.identity.attributes.Arn), readPolicy(properties.PolicyDocument, logicalId));
    }
  }
  for (const { properties, logicalId } of resources.of('AWS::S3::BucketPolicy')) {
    add(
      policies,
      `arn:aws:s3:::${String(properties.Bucket)}`,
      readPolicy(properties.PolicyDocument, logicalId),
    );
  }
  for (const role of resources.of('AWS::IAM::Role')) {
    add(policies, String(role.identity.attributes.Arn), trustOf(role));
  }
  for (const found of resources.of('AWS::Lambda::Permission')) {
    const lambda = resources.named('AWS::Lambda::Function', found.properties.FunctionName, found.logicalId);
    const arn = String(lambda.identity.attributes.Arn);
    add(policies, arn, lambdaPermission(found, arn));
  }
  return policies;
};

export const planPolicies = (
  resources: Resources,
): {
  roles: Map<string, RolePlan>;
  rolePolicies: Map<string, Statement[]>;
  resourcePolicies: Map<string, Statement[]>;
} => ({
  roles: planRoles(resources),
  rolePolicies: rolePolicies(resources),
  resourcePolicies: resourcePolicies(resources),
});
