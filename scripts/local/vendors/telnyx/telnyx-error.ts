import type { Reply } from '../simulator.ts';

const titles: Readonly<Record<string, readonly [title: string, detail: string]>> = {
  '10004': ['Missing required parameter', 'A required parameter was missing.'],
  '10005': ['Resource not found', 'The requested resource or URL could not be found.'],
  '10007': ['Unexpected error', 'An unexpected error occured.'],
  '10009': [
    'Authentication failed',
    'The required authentication headers were either invalid or not included in the request.',
  ],
  '10011': ['Too many requests', 'You have exceeded the maximum number of allowed requests.'],
  '10012': ['Duplicate resource', 'Resource is a duplicate.'],
  '10015': ['Bad Request', 'The request failed because it was not well-formed.'],
  '10016': [
    'Phone number must be in +E.164 format',
    'The specified phone number parameter must be in +E.164 format.',
  ],
  '10017': [
    'Associated resource does not exist',
    'The requested parameter is invalid as the associated resource does not exist.',
  ],
  '40001': ['Not routable', 'The destination number is either a landline or a non-routable wireless number.'],
  '40002': ['Blocked as spam - temporary', 'The message was flagged by a SPAM filter and was not delivered.'],
  '40003': ['Blocked as spam - permanent', 'The message was flagged by a SPAM filter and was not delivered.'],
  '40004': [
    'Rejected by destination',
    'The recipient server is rejecting the message for an unknown reason.',
  ],
  '40005': ['Message expired during transmission', 'The message expired before it could be fully delivered.'],
  '40006': ['Recipient server unavailable', 'The recipient server is unavailable or not responding.'],
  '40008': ['Undeliverable', 'The recipient carrier did not accept the message.'],
  '40011': ['Too many requests', 'Exceeded upstream rate limit.'],
  '40012': ['Invalid messaging destination number', 'The destination phone number is invalid.'],
  '40013': ['Invalid messaging source number', 'The source phone number is invalid.'],
  '40014': ['Message expired in queue', 'The message expired in the queue before it could be sent.'],
  '40015': ['Blocked as spam - internal', 'The message was flagged by an internal SPAM filter.'],
  '40300': ['Blocked due to STOP message', 'Messages cannot be sent due to an existing block rule.'],
};

export type TelnyxError = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly source?: { readonly pointer?: string; readonly parameter?: string };
  readonly meta: { readonly url: string };
};

export const telnyxError = (
  code: string,
  extra: Partial<Pick<TelnyxError, 'detail' | 'source'>> = {},
): TelnyxError => {
  const [title, detail] = titles[code] ?? ['Message failed', 'The message could not be delivered.'];
  const source = extra.source === undefined ? {} : { source: extra.source };
  const meta = { url: `https://developers.telnyx.com/docs/overview/errors/${code}` };
  return { code, title, detail: extra.detail ?? detail, ...source, meta };
};

export const refuse = (
  status: number,
  code: string,
  extra: Partial<Pick<TelnyxError, 'detail' | 'source'>> = {},
): Reply => ({ status, body: { errors: [telnyxError(code, extra)] } });
