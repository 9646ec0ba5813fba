import { CfnOutput, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import type { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Construct } from 'constructs';
import { environmentRoutes } from '../../functions/contracts/api/health.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { addRoutes } from './api-routes.ts';
import { limitsOf, rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/**
 * Every variable that a function of the stack is told and that a person has chosen, by name. What CloudFormation makes
 * is left out: where it were missing nothing would have been deployed.
 */
const settingsOf = (stack: Stack): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stack.node
      .findAll()
      .flatMap((one) => (one instanceof ServiceFunction ? Object.entries(one.told) : []))
      .filter(([, value]) => !Token.isUnresolved(value))
      .sort(([one], [other]) => one.localeCompare(other)),
  );

/** Tells operators how a stage is set up, in a function that knows its keys and nothing of businesses. */
export class Environment extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { platform: Platform; api: ServiceApi; authorizer: HttpUserPoolAuthorizer },
  ) {
    super(scope, id);
    const { house, table, secret } = props.platform;
    const { retellUrl } = house.stage;
    // Read when the templates are written: by then every function has been told.
    const settings = Lazy.string({ produce: () => JSON.stringify(settingsOf(Stack.of(this))) });
    const environment = new ServiceFunction(this, 'Api', {
      house,
      handler: 'api/environment',
      // Four vendors at once, four seconds each at most.
      timeout: Duration.seconds(15),
    })
      // Who an operator is, whether their session is open, and what they have asked for lately.
      .allow(rowsOf(table, ['PERSON#*'], 'GetItem', 'UpdateItem'))
      // To see which keys are there, and to show each to its vendor.
      .allow(stageSecret(secret))
      .tell({
        RETELL_API_URL: retellUrl,
        COMMIT: String(this.node.tryGetContext('commit') ?? 'unknown'),
        ...limitsOf(house),
      })
      .tell({ STAGE_SETTINGS: settings });
    addRoutes(props.api, environmentRoutes, environment, props.authorizer);
    new CfnOutput(this, 'StageSettings', { value: settings }).overrideLogicalId('StageSettings');
  }
}
