import { randomUUID } from 'node:crypto';
import type { AwsAnswer, AwsCall } from './aws-call.ts';

export type AwsErrorBody = {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
  /** Further members of a JSON error, e.g. `CancellationReasons`. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

const jsonNamespaces: Readonly<Record<string, string>> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#',
  sqs: 'com.amazonaws.sqs#',
};

/** DynamoDB's general errors come from AWS's common layer and say so. */
const commonErrors: Readonly<Record<string, string>> = {
  AccessDeniedException: 'com.amazon.coral.service#',
  UnrecognizedClientException: 'com.amazon.coral.service#',
  ThrottlingException: 'com.amazon.coral.availability#',
};

/** What SQS called its errors before it spoke JSON, which the SDK still goes by. */
const queryCodes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ThrottlingException: 'RequestThrottled',
  InternalServerError: 'InternalError',
};

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const xmlError = (call: Pick<AwsCall, 'service'>, { code, message }: AwsErrorBody): string => {
  const error = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  return call.service === 's3'
    ? `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${error}<RequestId>${randomUUID()}</RequestId></Error>`
    : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
};

/** An error as the called service words it on its own protocol. Status 400 unless said otherwise. */
export const awsError = (call: Pick<AwsCall, 'service'>, error: AwsErrorBody): AwsAnswer => {
  const { code, message, status = 400, extra } = error;
  const { service } = call;
  if (service === 's3' || service === 'sts') {
    return { status, headers: { 'content-type': 'application/xml' }, body: xmlError(call, error) };
  }
  const namespace = (service === 'dynamodb' && commonErrors[code]) || (jsonNamespaces[service] ?? '');
  const side = status < 500 ? 'Sender' : 'Receiver';
  return {
    status,
    headers: {
      'content-type':
        service === 'dynamodb' || service === 'sqs'
          ? 'application/x-amz-json-1.0'
          : 'application/x-amz-json-1.1',
      'x-amzn-requestid': randomUUID(),
      ...(service === 'sqs' ? { 'x-amzn-query-error': `${queryCodes[code] ?? code};${side}` } : {}),
    },
    // DynamoDB reads either spelling; AWS itself is not of one mind.
    body: JSON.stringify({ __type: `${namespace}${code}`, message, Message: message, ...extra }),
  };
};

export const awsJson = (body: unknown): AwsAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
  body: JSON.stringify(body),
});
