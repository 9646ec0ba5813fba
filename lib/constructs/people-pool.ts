import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { House } from './house.ts';

export type PeoplePoolProps = {
  readonly house: House;
  /** `required`: nobody gets in without an authenticator app. */
  readonly totp: 'optional' | 'required';
  /** How long a session may be refreshed. */
  readonly sessionDays: number;
};

/** A removed person's token is refused by our own rows within a minute; at Cognito itself it lives this long. */
const ACCESS_TOKEN_MINUTES = 15;
/** NIST SP 800-63B: length counts, composition does not. */
const LEAST_PASSWORD = 12;

/**
 * Accounts of people. Only our API makes them and signs them in, with IAM: Cognito's own sign-up and its public sign-in
 * are off, so that nothing of ours that counts attempts can be gone around.
 */
export class PeoplePool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly sessionDays: number;

  constructor(scope: Construct, id: string, props: PeoplePoolProps) {
    super(scope, id);
    const { house, totp, sessionDays } = props;
    const { keepsData } = house.stage;
    this.sessionDays = sessionDays;
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      passwordPolicy: {
        minLength: LEAST_PASSWORD,
        requireDigits: false,
        requireLowercase: false,
        requireSymbols: false,
        requireUppercase: false,
      },
      mfa: totp === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      // A new password comes with a code of ours; Cognito sends no e-mail.
      accountRecovery: AccountRecovery.NONE,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.client = this.pool.addClient('Api', {
      generateSecret: false,
      authFlows: { adminUserPassword: true },
      accessTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
      idTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
      refreshTokenValidity: Duration.days(sessionDays),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      disableOAuth: true,
    });
    acknowledge(
      this.pool,
      'AwsSolutions-COG1',
      'Length is what makes a password hard to guess (NIST SP 800-63B); rules of composition make it hard to remember.',
    );
    if (totp === 'optional')
      acknowledge(
        this.pool,
        'AwsSolutions-COG2',
        'Owners of small businesses choose an authenticator app themselves; operators must have one.',
      );
    for (const rule of ['AwsSolutions-COG3', 'AwsSolutions-COG8'])
      acknowledge(
        this.pool,
        rule,
        'Threat protection needs the Plus plan, $0.02 a person a month; sign-in goes through our API, which counts attempts.',
      );
  }
}
