import type { Reply } from '../simulator.ts';
import type { MessageFacts } from './message.ts';
import { refuse } from './telnyx-error.ts';
import { isGsm7, measureText } from './text-parts.ts';

const E164 = /^\+[1-9]\d{7,14}$/;
const MAX_PARTS = 10;

export type OurNumber = {
  readonly phoneNumber: string;
  readonly messagingProfileId: string;
  readonly tags: readonly string[];
};

type SendRequest = Readonly<Record<string, unknown>>;

const optionalText = (body: SendRequest, name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const missing = (name: string): Reply => refuse(422, '10004', { source: { pointer: `/${name}` } });

const unknownSource = (from: string): Reply =>
  refuse(400, '40013', {
    detail: `The number '${from}' is not associated with a messaging profile of this account.`,
    source: { pointer: '/from' },
  });

const encodingProblem = (text: string, encoding: string | undefined): Reply | undefined => {
  if (encoding === 'gsm7' && !isGsm7(text)) {
    return refuse(400, '10015', {
      detail: 'The text has characters that GSM-7 does not.',
      source: { pointer: '/text' },
    });
  }
  if (measureText(text, encoding === 'ucs2').parts > MAX_PARTS) {
    return refuse(400, '10015', {
      detail: `The text is longer than ${MAX_PARTS} parts.`,
      source: { pointer: '/text' },
    });
  }
  return undefined;
};

/** What `POST /v2/messages` asks for, or the refusal. Whether the pair is blocked is the caller's question. */
export const readSendRequest = (
  rawBody: unknown,
  numberOf: (phone: string) => OurNumber | undefined,
  urlsOf: (profileId: string) => Pick<MessageFacts, 'webhookUrl' | 'failoverUrl'>,
  at: number,
): { refusal: Reply } | { facts: MessageFacts } => {
  if (typeof rawBody !== 'object' || rawBody === null) return { refusal: refuse(400, '10015') };
  const body = rawBody as SendRequest;
  const from = optionalText(body, 'from');
  const to = optionalText(body, 'to');
  const text = optionalText(body, 'text');
  if (to === undefined) return { refusal: missing('to') };
  if (!E164.test(to)) return { refusal: refuse(422, '10016', { source: { pointer: '/to' } }) };
  if (from === undefined) return { refusal: missing('from') };
  if (!E164.test(from)) return { refusal: refuse(422, '10016', { source: { pointer: '/from' } }) };
  if (text === undefined) return { refusal: missing('text') };
  const number = numberOf(from);
  const profileId = optionalText(body, 'messaging_profile_id') ?? number?.messagingProfileId;
  if (number === undefined || number.messagingProfileId !== profileId)
    return { refusal: unknownSource(from) };
  const encoding = optionalText(body, 'encoding');
  const refusal = encodingProblem(text, encoding);
  if (refusal !== undefined) return { refusal };
  const urls = urlsOf(profileId);
  const fallbackUrl = body.use_profile_webhooks === false ? null : urls.webhookUrl;
  return {
    facts: {
      direction: 'outbound',
      from,
      to,
      text,
      tags: Array.isArray(body.tags) ? body.tags.map(String) : [],
      profileId,
      webhookUrl: optionalText(body, 'webhook_url') ?? fallbackUrl,
      failoverUrl: optionalText(body, 'webhook_failover_url') ?? urls.failoverUrl,
      isUcs2Forced: encoding === 'ucs2',
      at,
    },
  };
};
