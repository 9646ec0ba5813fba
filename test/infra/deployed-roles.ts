import type { Template } from '../../scripts/local/assembly/read-assembly.ts';
import { type RolePolicies, resolveStacks, stacksFrom } from '../support/role-policies.ts';
import type { Scope } from '../support/scope-matrix.ts';
import { handlerOf, synthesised } from './synthesised.ts';

/** The roles of a stage as they would be deployed, by what they are for. */
export const rolesOf = (stage: 'local' | 'prod') => {
  const made = synthesised(stage);
  const stacks = resolveStacks(stacksFrom(JSON.parse(made.text) as [string, Template][]));
  const functions: Record<string, RolePolicies> = Object.fromEntries(
    made
      .of('AWS::Lambda::Function')
      .map((lambda) => [handlerOf(lambda), stacks.roleNamed(lambda.properties.Role['Fn::GetAtt'][0])]),
  );
  const table = made.of('AWS::DynamoDB::Table')[0];
  const indexes = table?.properties.GlobalSecondaryIndexes as { IndexName: string }[];
  const scopeOf = ({ arn, identity }: RolePolicies): Scope => ({
    roleArn: arn,
    identity,
    tableArn: stacks.identityOf('AWS::DynamoDB::Table', '').arn,
    indexNames: indexes.map(({ IndexName }) => IndexName),
    bucketArn: stacks.identityOf('AWS::S3::Bucket', 'RawBucket').arn,
  });
  return {
    functions,
    scopeOf,
    ofBusiness: stacks.roleNamed('OwnerApiScopeRole'),
    ofTeam: stacks.roleNamed('PeopleTeamScopeRole'),
    ofPartner: stacks.roleNamed('PartnerApiScopeRole'),
  };
};
