import type { IncomingMessage } from 'node:http';
import { type AwsCall, flatHeaders, parseJson } from './aws-call.ts';

const cognitoTarget = 'AWSCognitoIdentityProviderService.';

/**
 * What the SDK sends without a signature, because Cognito asks for none:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
 */
const publicActions: ReadonlySet<string> = new Set([
  'AssociateSoftwareToken',
  'RevokeToken',
  'SignUp',
  'VerifySoftwareToken',
]);

/** Whether everybody may make this call, signed or not. */
export const isPublicCall = ({ service, action }: Pick<AwsCall, 'service' | 'action'>): boolean =>
  service === 'cognito-idp' && publicActions.has(action);

/** A call that nobody signed and nobody has to; undefined for every other request. */
export const readPublicCall = (request: IncomingMessage, body: Buffer): AwsCall | undefined => {
  const target = String(request.headers['x-amz-target'] ?? '');
  if (request.headers.authorization !== undefined || !target.startsWith(cognitoTarget)) return undefined;
  const call = { service: 'cognito-idp', action: target.slice(cognitoTarget.length) };
  const input = parseJson(body);
  if (!isPublicCall(call) || !input) return undefined;
  const { method = 'POST', url = '/' } = request;
  return { ...call, method, url, headers: flatHeaders(request), body, input };
};
