import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { ORIGIN_SECRET_FIELD } from '../../functions/contracts/origin-secret.ts';

/**
 * What CloudFormation puts in place of this text when it deploys: templates hold the reference and never the value. It
 * looks anew only where something else about a resource has changed, hence `originSecretRound` beside it.
 */
export const originSecretOf = (secret: Secret): string =>
  secret.secretValueFromJson(ORIGIN_SECRET_FIELD).unsafeUnwrap();
