import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeEverythingBelow } from './acknowledge.ts';
import type { Permission } from './permission.ts';
import type { ServiceFunction } from './service-function.ts';

export type BusinessScopeProps = {
  readonly assumedBy: ServiceFunction;
  /** Session tags that name whom the credentials are for, each with how its value begins; `business` is always one. */
  readonly tags: Readonly<Record<string, string>>;
  /** In terms of `tagged('business')`: what one business, and nobody else, is. */
  readonly permissions: readonly [Permission, ...Permission[]];
};

/** Stands in a policy for the value that the session was tagged with; it is never a pattern, whatever it holds. */
export const tagged = (tag: string): string => `\${aws:PrincipalTag/${tag}}`;

/**
 * Credentials of one business: a role that a function assumes with the business as session tag. What the function's code
 * asks for beyond that business is refused by IAM, however wrong the code is.
 */
export class BusinessScope extends Construct {
  constructor(scope: Construct, id: string, props: BusinessScopeProps) {
    super(scope, id);
    const { assumedBy, tags, permissions } = props;
    const asTagged = Object.fromEntries(
      Object.entries(tags).map(([tag, begins]) => [`aws:RequestTag/${tag}`, `${begins}*`]),
    );
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.SessionTagsPrincipal(
        assumedBy.principal.withConditions({
          StringLike: asTagged,
          'ForAllValues:StringEquals': { 'aws:TagKeys': Object.keys(tags) },
        }),
      ),
      description: 'Rows and objects of the one business that the session is tagged with',
    });
    for (const { actions, on, conditions, whyEverything } of permissions) {
      role.addToPrincipalPolicy(
        new iam.PolicyStatement({
          actions: [...actions],
          resources: [on],
          ...(conditions && { conditions }),
        }),
      );
      if (whyEverything) acknowledgeEverythingBelow(role, on, whyEverything);
    }
    assumedBy.allow({
      actions: ['sts:AssumeRole', 'sts:TagSession'],
      on: role.roleArn,
      variables: { SCOPE_ROLE_ARN: role.roleArn },
    });
  }
}
