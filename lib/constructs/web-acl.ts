import { Stack, Token } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { House } from './house.ts';

/** AWS makes the web ACL of a distribution nowhere else. */
const REGION = 'us-east-1';

const TOO_MANY = 'too-many';

const seenAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

/**
 * A body may be as large as the API lets it (256 KB, refused by its own code): an owner's services and hours outgrow the
 * 8 KB that AWS thinks of.
 */
const onlyCounted = ['SizeRestrictions_BODY'];

const managed = (
  priority: number,
  name: string,
  ruleActionOverrides?: CfnWebACL.RuleActionOverrideProperty[],
): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ...(ruleActionOverrides && { ruleActionOverrides }),
    },
  },
  visibilityConfig: seenAs(name),
});

/** What is kept out before it reaches the distribution: floods of one address, and what AWS knows to be an attack. */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { house }: { readonly house: House }) {
    super(scope, id);
    const { region } = Stack.of(this);
    if (!Token.isUnresolved(region) && region !== REGION)
      throw new Error(`A distribution's web ACL is made in ${REGION} only, and the stage is in ${region}.`);
    this.arn = new CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      customResponseBodies: {
        [TOO_MANY]: {
          contentType: 'APPLICATION_JSON',
          content: JSON.stringify({ title: 'too_many_requests', status: 429 }),
        },
      },
      rules: [
        {
          // First, because it is the cheapest to be refused by.
          name: 'requests-of-one-address',
          priority: 0,
          action: {
            block: { customResponse: { responseCode: 429, customResponseBodyKey: TOO_MANY } },
          },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              evaluationWindowSec: 300,
              limit: house.stage.edgeRequestsPerFiveMinutes,
            },
          },
          visibilityConfig: seenAs('requests-of-one-address'),
        },
        managed(1, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managed(
          2,
          'AWSManagedRulesCommonRuleSet',
          onlyCounted.map((name) => ({ name, actionToUse: { count: {} } })),
        ),
      ],
      visibilityConfig: seenAs('web'),
    }).attrArn;
  }
}
