import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccountRecovery, Mfa, UserPool, type UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import { type CfnFunction, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';

/** Says what it was called with; or makes the AWS call that its request describes, with its own key. */
const echo = `exports.handler = async (event) => {
  if (event.requestContext.http.path !== '/probe') return { authorizer: event.requestContext.authorizer ?? null };
  const { target, input } = JSON.parse(event.body);
  const credential = process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/cognito-idp/aws4_request';
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.' + target,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + credential + ', SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, answer: await response.json() };
};`;

const lambda = (stack: Stack, folder: string): Lambda => {
  const made = new Lambda(stack, 'Echo', {
    code: Code.fromAsset(folder),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
  });
  (made.node.defaultChild as CfnFunction).addMetadata('cloudgreet:handler', 'web/echo');
  return made;
};

const clientOptions: UserPoolClientOptions = {
  authFlows: { adminUserPassword: true },
  accessTokenValidity: Duration.minutes(15),
  preventUserExistenceErrors: true,
  enableTokenRevocation: true,
};

const pool = (stack: Stack, id: string, mfa: Mfa): UserPool =>
  new UserPool(stack, id, {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    mfa,
    mfaSecondFactor: { sms: false, otp: true },
    passwordPolicy: { minLength: 12 },
    accountRecovery: AccountRecovery.NONE,
  });

/** Two pools, an API for their people and one for vendors, as the CDK writes them. */
const fill = (stack: Stack, folder: string): void => {
  const owners = pool(stack, 'Owners', Mfa.OPTIONAL);
  const operators = pool(stack, 'Operators', Mfa.REQUIRED);
  const ownersClient = owners.addClient('Client', clientOptions);
  const operatorsClient = operators.addClient('Client', clientOptions);
  const otherClient = owners.addClient('Other', { authFlows: { userSrp: true } });
  const echoes = lambda(stack, folder);
  owners.grant(echoes, 'cognito-idp:AdminGetUser', 'cognito-idp:ListUsers');

  const vendors = new HttpApi(stack, 'Vendors');
  vendors.addRoutes({
    path: '/probe',
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration('Echo', echoes),
  });
  const people = new HttpApi(stack, 'People', {
    defaultAuthorizer: new HttpUserPoolAuthorizer('OwnersAuthorizer', owners, {
      userPoolClients: [ownersClient],
    }),
  });
  const get = [HttpMethod.GET];
  const integration = new HttpLambdaIntegration('Echo', echoes);
  people.addRoutes({ path: '/me', methods: get, integration });
  people.addRoutes({
    path: '/scoped',
    methods: get,
    integration,
    authorizationScopes: ['aws.cognito.signin.user.admin'],
  });
  people.addRoutes({
    path: '/other-scope',
    methods: get,
    integration,
    authorizationScopes: ['billing/read'],
  });
  people.addRoutes({ path: '/open', methods: get, integration, authorizer: new HttpNoneAuthorizer() });
  people.addRoutes({
    path: '/operator',
    methods: get,
    integration,
    authorizer: new HttpUserPoolAuthorizer('OperatorsAuthorizer', operators, {
      userPoolClients: [operatorsClient],
    }),
  });

  const outputs = {
    ApiUrl: vendors.url,
    PeopleApiUrl: people.url,
    OwnersPoolId: owners.userPoolId,
    OwnersPoolArn: owners.userPoolArn,
    OwnersClientId: ownersClient.userPoolClientId,
    OtherClientId: otherClient.userPoolClientId,
    OperatorsPoolId: operators.userPoolId,
    OperatorsClientId: operatorsClient.userPoolClientId,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value: String(value) });
};

/** Synthesises it into a folder of its own. */
export const synthesisePeople = (): { directory: string; remove(): void } => {
  const root = mkdtempSync(join(tmpdir(), 'cloudgreet-people-'));
  const code = join(root, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(code, 'index.js'), echo);
  const app = new App({ outdir: join(root, 'assembly'), analyticsReporting: false });
  fill(new Stack(app, 'People'), code);
  return { directory: app.synth().directory, remove: () => rmSync(root, { recursive: true, force: true }) };
};
