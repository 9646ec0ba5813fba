import type { UserPoolClientPlan, UserPoolPlan } from '../../assembly/plan-user-pools.ts';
import type { Operation } from '../pools.ts';
import { text, tokenText } from '../read-input.ts';
import { notAuthorized, Refusal } from '../refusal.ts';

const describePool = (plan: UserPoolPlan, users: number) => ({
  Id: plan.id,
  Name: plan.name,
  Arn: plan.arn,
  MfaConfiguration: plan.mfa,
  UsernameAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: plan.caseSensitive },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  Policies: {
    PasswordPolicy: {
      MinimumLength: plan.passwordPolicy.minimumLength,
      RequireLowercase: plan.passwordPolicy.requireLowercase,
      RequireNumbers: plan.passwordPolicy.requireNumbers,
      RequireSymbols: plan.passwordPolicy.requireSymbols,
      RequireUppercase: plan.passwordPolicy.requireUppercase,
      TemporaryPasswordValidityDays: plan.passwordPolicy.temporaryPasswordDays,
    },
  },
  EstimatedNumberOfUsers: users,
});

const describeClient = (plan: UserPoolPlan, client: UserPoolClientPlan) => ({
  UserPoolId: plan.id,
  ClientId: client.clientId,
  ClientName: client.name,
  ExplicitAuthFlows: client.authFlows,
  AccessTokenValidity: client.accessTokenSeconds,
  IdTokenValidity: client.idTokenSeconds,
  RefreshTokenValidity: client.refreshTokenSeconds,
  TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
  AuthSessionValidity: client.sessionMinutes,
  PreventUserExistenceErrors: client.hidesUsers ? 'ENABLED' : 'LEGACY',
  EnableTokenRevocation: true,
});

/** Ends a sign-in. As RFC 7009 has it, a token that nobody knows is as good as revoked. */
const revokeToken: Operation = {
  takes: ['ClientId', 'Token'],
  run(input, pools) {
    const clientId = text(input, 'ClientId');
    const token = tokenText(input, 'Token') ?? text(input, 'Token');
    const pool = pools.byClient(clientId);
    if (!pool) throw new Refusal('UnauthorizedException', `User pool client ${clientId} does not exist.`);
    if (token.split('.').length === 3)
      throw new Refusal('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
    const signIn = pool.refreshTokens.find(token);
    if (!signIn) return {};
    if (signIn.clientId !== clientId)
      throw new Refusal('UnauthorizedException', 'The token was made for another client.');
    signIn.revoked = true;
    return {};
  },
};

/** Everybody may ask; no pool of the local cloud says yes. */
const signUp: Operation = {
  takes: ['ClientId', 'Username', 'Password', 'UserAttributes'],
  ignores: ['AnalyticsMetadata', 'ClientMetadata', 'UserContextData', 'ValidationData'],
  run(input, pools) {
    const clientId = text(input, 'ClientId');
    if (!pools.byClient(clientId))
      throw new Refusal('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
    throw notAuthorized('SignUp is not permitted for this user pool');
  },
};

export const clientOperations: Readonly<Record<string, Operation>> = {
  DescribeUserPool: {
    takes: ['UserPoolId'],
    run(input, pools) {
      const { plan, users } = pools.get(text(input, 'UserPoolId'));
      return { UserPool: describePool(plan, users.all().length) };
    },
  },
  DescribeUserPoolClient: {
    takes: ['UserPoolId', 'ClientId'],
    run(input, pools) {
      const pool = pools.get(text(input, 'UserPoolId'));
      return { UserPoolClient: describeClient(pool.plan, pools.clientOf(pool, text(input, 'ClientId'))) };
    },
  },
  RevokeToken: revokeToken,
  SignUp: signUp,
};
