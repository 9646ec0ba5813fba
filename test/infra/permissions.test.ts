import { describe, expect, it } from 'vitest';
import { EXPECTED } from './expected-permissions.ts';
import { flat, handlerOf, type Json, type Resource, synthesised } from './synthesised.ts';

const writesItsLog = 'logs:CreateLogStream, logs:PutLogEvents on its log';
const common = ['LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME', 'STAGE'];

const names: [RegExp, string][] = [
  [/^\*$/, '*'],
  [/RowsTable\w+StreamArn\w+>$/, 'the stream'],
  [/RowsTable\w+>\/stream\/\*$/, 'the streams'],
  [/RowsTable\w+>\/index\/due$/, 'the due index'],
  [/RowsTable\w+>\/index\/listed$/, 'the listed index'],
  [/RowsTable\w+>$/, 'the table'],
  [/data:ExportsOutputRefSecret\w+>$/, 'the secret'],
  [/BusEA\w+>$/, 'the bus'],
  [/OwnersPool\w+>$/, 'the pool of owners'],
  [/OperatorsPool\w+>$/, 'the pool of operators'],
  [/^<PeopleTeamScopeRole\w+\.Arn>$/, 'the scope of a team'],
  [/^<OwnerApiScopeRole\w+\.Arn>$/, 'the scope of a business'],
  [/^<OnboardingScopeRole\w+\.Arn>$/, 'the scope of a business that leaves'],
  [/^<PartnerApiScopeRole\w+\.Arn>$/, 'the scope of a partner'],
  [/RawBucket\w+>\/raw\/\*$/, 'raw bodies'],
  [/RawBucket\w+>\/quarantine\/\*$/, 'quarantined bodies'],
  [/RawBucket\w+>\/unknown\/\*$/, 'bodies of unknown events'],
  [/RawBucket\w+>\/transcripts\/\*$/, 'transcripts'],
  [/:execute-api:.*<LiveApi\w+>\/live\/\*$/, 'the live channel'],
  [/RawBucket\w+>\/recordings\/\*$/, 'recordings'],
  [/Logs\w+\.Arn>$/, 'its log'],
  [/DeadLettersQueue\w+\.Arn>$/, 'its dead letters'],
  [/WorkQueue\w+\.Arn>$/, 'its queue'],
];
const nameOf = (resource: Json) =>
  names.find(([pattern]) => pattern.test(flat(resource)))?.[1] ?? flat(resource);

/** As its conditions narrow a statement; conditions of another form show as they are. */
const narrowed = (condition: Json): string => {
  if (condition === undefined) return '';
  const patterns = [condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']].flat();
  const isUsual =
    JSON.stringify(condition) ===
    JSON.stringify({
      'ForAllValues:StringLike': {
        'dynamodb:LeadingKeys': condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
      },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
  return isUsual ? `, only ${patterns.join(' ')}` : `, if ${JSON.stringify(condition)}`;
};

const prod = synthesised('prod');
const permissionsOf = (lambda: Resource): string[] => {
  const role = /<(\w+)\.Arn>/.exec(flat(lambda.properties.Role))?.[1];
  return prod
    .of('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((one: Json) => one.Ref === role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .flatMap((statement: Json) =>
      [statement.Resource]
        .flat()
        .map(
          (one) =>
            `${[statement.Action].flat().sort().join(', ')} on ${nameOf(one)}${narrowed(statement.Condition)}`,
        ),
    )
    .sort();
};

describe.each(prod.of('AWS::Lambda::Function').map((lambda) => [handlerOf(lambda), lambda] as const))(
  '%s',
  (handler, lambda) => {
    it('may do what it needs and nothing more', () => {
      expect(permissionsOf(lambda)).toEqual([...(EXPECTED[handler]?.may ?? []), writesItsLog].sort());
    });

    it('is told what it needs and nothing more', () => {
      const variables = Object.keys(lambda.properties.Environment.Variables).sort();

      expect(variables).toEqual([...(EXPECTED[handler]?.knows ?? []), ...common].sort());
    });
  },
);

describe('a role', () => {
  it('is used by one function, or assumed by one, and has no managed policy', () => {
    const roles = prod.of('AWS::Lambda::Function').map(({ properties }) => flat(properties.Role));
    const scopes = prod.of('AWS::IAM::Role').filter(({ id }) => /Scope/.test(id));

    expect(new Set(roles).size).toBe(Object.keys(EXPECTED).length);
    expect(prod.of('AWS::IAM::Role').map(({ properties }) => properties.ManagedPolicyArns)).toEqual(
      [...roles, ...scopes].map(() => undefined),
    );
  });
});
