import type { Found, Resources } from './plan.ts';

export type PasswordPolicy = {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordDays: number;
};

export type UserPoolClientPlan = {
  readonly clientId: string;
  readonly name: string;
  /** As in the template, e.g. `ALLOW_ADMIN_USER_PASSWORD_AUTH`. */
  readonly authFlows: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** How long a challenge may be answered. */
  readonly sessionMinutes: number;
  /** An unknown user and a wrong password get the same answer. */
  readonly hidesUsers: boolean;
};

export type UserPoolPlan = {
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** What tokens call `iss`. */
  readonly issuer: string;
  readonly caseSensitive: boolean;
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  readonly passwordPolicy: PasswordPolicy;
  /** With their prefix, e.g. `custom:plan`. */
  readonly customAttributes: readonly string[];
  readonly clients: readonly UserPoolClientPlan[];
};

type Properties = Readonly<Record<string, unknown>>;

const poolProperties = {
  used: [
    ...['AdminCreateUserConfig', 'EnabledMfas', 'MfaConfiguration', 'Policies', 'Schema', 'UserPoolName'],
    ...['UsernameAttributes', 'UsernameConfiguration'],
  ],
  withoutEffect: [
    ...['AccountRecoverySetting', 'AutoVerifiedAttributes', 'DeletionProtection', 'EmailVerificationMessage'],
    ...['EmailVerificationSubject', 'SmsAuthenticationMessage', 'SmsVerificationMessage', 'UserPoolTags'],
    ...['UserPoolTier', 'VerificationMessageTemplate'],
  ],
};

const clientProperties = {
  used: [
    ...['AccessTokenValidity', 'AuthSessionValidity', 'ClientName', 'EnableTokenRevocation'],
    ...['ExplicitAuthFlows', 'GenerateSecret', 'IdTokenValidity', 'PreventUserExistenceErrors'],
    ...['RefreshTokenValidity', 'TokenValidityUnits', 'UserPoolId'],
  ],
  withoutEffect: [
    ...['AllowedOAuthFlows', 'AllowedOAuthFlowsUserPoolClient', 'AllowedOAuthScopes', 'CallbackURLs'],
    ...['DefaultRedirectURI', 'LogoutURLs', 'SupportedIdentityProviders'],
  ],
};

const refuse = ({ logicalId }: Found, what: string): never => {
  throw new Error(`The local cloud does not know ${what} (${logicalId}).`);
};

/** A property that would change what a pool does and is not looked at here must not pass unseen. */
const knowAll = (found: Found, known: typeof poolProperties): void => {
  for (const name of Object.keys(found.properties)) {
    if (!known.used.includes(name) && !known.withoutEffect.includes(name))
      refuse(found, `${name} of ${found.type}`);
  }
};

const passwordPolicy = (found: Found): PasswordPolicy => {
  const policies = (found.properties.Policies ?? {}) as { PasswordPolicy?: Properties };
  for (const name of Object.keys(policies)) if (name !== 'PasswordPolicy') refuse(found, `Policies.${name}`);
  const given = policies.PasswordPolicy;
  if (given?.PasswordHistorySize) refuse(found, 'PasswordHistorySize');
  // What a given policy leaves out is off; where there is none, Cognito asks for everything.
  const asks = (name: string): boolean => (given ? given[name] === true : true);
  return {
    minimumLength: Number(given?.MinimumLength ?? 8),
    requireLowercase: asks('RequireLowercase'),
    requireUppercase: asks('RequireUppercase'),
    requireNumbers: asks('RequireNumbers'),
    requireSymbols: asks('RequireSymbols'),
    temporaryPasswordDays: Number(given?.TemporaryPasswordValidityDays ?? 7),
  };
};

const standardAttributes = ['sub', 'email', 'name'];

const customAttributes = (found: Found): string[] =>
  ((found.properties.Schema ?? []) as { Name?: string; Required?: boolean }[]).flatMap((attribute) => {
    const name = String(attribute.Name);
    if (attribute.Required && name !== 'email') refuse(found, `required attribute ${name}`);
    return standardAttributes.includes(name) ? [] : [`custom:${name.replace(/^custom:/, '')}`];
  });

const unitSeconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

const readClient = (found: Found): UserPoolClientPlan => {
  const { properties, identity } = found;
  knowAll(found, clientProperties);
  if (properties.GenerateSecret) refuse(found, 'clients with a secret');
  if (properties.EnableTokenRevocation === false) refuse(found, 'clients whose tokens cannot be revoked');
  const units = (properties.TokenValidityUnits ?? {}) as Record<string, string>;
  const seconds = (token: string, unit: string, otherwise: number, least: number): number => {
    const value = Number(properties[`${token}Validity`] ?? 0);
    const total = value ? value * (unitSeconds[units[token] ?? unit] ?? Number.NaN) : otherwise;
    if (!(total >= least)) throw new Error(`${found.logicalId}: ${token} must live ${least} s or longer.`);
    return total;
  };
  return {
    clientId: identity.ref,
    name: String(properties.ClientName ?? identity.attributes.Name),
    authFlows: (properties.ExplicitAuthFlows ?? [
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_CUSTOM_AUTH',
    ]) as string[],
    accessTokenSeconds: seconds('AccessToken', 'hours', 3600, 300),
    idTokenSeconds: seconds('IdToken', 'hours', 3600, 300),
    refreshTokenSeconds: seconds('RefreshToken', 'days', 30 * 86_400, 3600),
    sessionMinutes: Number(properties.AuthSessionValidity ?? 3),
    hidesUsers: properties.PreventUserExistenceErrors === 'ENABLED',
  };
};

const readMfa = (found: Found): UserPoolPlan['mfa'] => {
  const mfa = String(found.properties.MfaConfiguration ?? 'OFF') as UserPoolPlan['mfa'];
  const enabled = (found.properties.EnabledMfas ?? []) as string[];
  const other = enabled.find((one) => one !== 'SOFTWARE_TOKEN_MFA');
  if (other) refuse(found, other);
  if (mfa !== 'OFF' && enabled.length === 0) refuse(found, 'MFA without SOFTWARE_TOKEN_MFA');
  return mfa;
};

const readPool = (found: Found, clients: readonly Found[]): UserPoolPlan => {
  const { properties, identity, logicalId } = found;
  knowAll(found, poolProperties);
  const creation = (properties.AdminCreateUserConfig ?? {}) as { AllowAdminCreateUserOnly?: boolean };
  if (!creation.AllowAdminCreateUserOnly) refuse(found, 'pools into which people sign themselves up');
  const usernames = (properties.UsernameAttributes ?? []) as string[];
  if (usernames.join() !== 'email') refuse(found, 'pools whose users do not sign in by e-mail alone');
  const usernameRule = properties.UsernameConfiguration as { CaseSensitive?: boolean } | undefined;
  return {
    logicalId,
    id: identity.ref,
    name: String(identity.attributes.Name),
    arn: String(identity.attributes.Arn),
    issuer: String(identity.attributes.ProviderURL),
    // Cognito's default, and the CDK's: only a template that says so gets a pool that does not care.
    caseSensitive: usernameRule?.CaseSensitive !== false,
    mfa: readMfa(found),
    passwordPolicy: passwordPolicy(found),
    customAttributes: customAttributes(found),
    clients: clients.filter((client) => client.properties.UserPoolId === identity.ref).map(readClient),
  };
};

/** The user pools of the stacks with their clients. Throws for what would make a pool behave otherwise than here. */
export const planUserPools = (resources: Resources): UserPoolPlan[] => {
  const clients = resources.of('AWS::Cognito::UserPoolClient');
  for (const { properties, logicalId } of clients)
    resources.named('AWS::Cognito::UserPool', properties.UserPoolId, logicalId);
  return resources.of('AWS::Cognito::UserPool').map((pool) => readPool(pool, clients));
};
