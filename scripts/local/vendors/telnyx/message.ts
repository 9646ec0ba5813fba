import type { TelnyxError } from './telnyx-error.ts';
import { measureText } from './text-parts.ts';

export type OutboundStatus =
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'delivery_failed'
  | 'sending_failed'
  | 'delivery_unconfirmed'
  | 'expired';

export type WireMessage = {
  record_type: 'message';
  direction: 'inbound' | 'outbound';
  id: string;
  type: 'SMS';
  messaging_profile_id: string;
  organization_id: string;
  cc: [];
  media: [];
  subject: null;
  text: string;
  num_chars: number;
  encoding: 'GSM-7' | 'UCS-2';
  parts: number;
  tags: readonly string[];
  cost: { amount: string; currency: 'USD' };
  cost_breakdown: {
    carrier_fee: { amount: string; currency: 'USD' };
    rate: { amount: string; currency: 'USD' };
  };
  tcr_campaign_id: string;
  tcr_campaign_billable: boolean;
  tcr_campaign_registered: string;
  errors: TelnyxError[];
  webhook_url: string | null;
  webhook_failover_url: string | null;
  valid_until: string | null;
  from: { phone_number: string; carrier: string; line_type: string };
  to: {
    phone_number: string;
    carrier: string;
    line_type: string;
    status: OutboundStatus | 'webhook_delivered';
  }[];
  /** Only on inbound messages that are a keyword by themselves. */
  autoresponse_type?: 'STOP' | 'START' | 'HELP';
  received_at: string;
  sent_at: string | null;
  completed_at: string | null;
};

export type MessageFacts = {
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly profileId: string;
  readonly webhookUrl: string | null;
  readonly failoverUrl: string | null;
  readonly isUcs2Forced: boolean;
  readonly autoresponseType?: 'STOP' | 'START' | 'HELP';
  /** Milliseconds since 1970. */
  readonly at: number;
};

export const organizationId = '00000000-0000-4000-8000-00000000c1a7';

/** `2026-11-23T15:01:00.000000Z`: microseconds, as Telnyx writes instants. */
export const telnyxInstant = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '000Z');

const money = (parts: number, perPart: number): { amount: string; currency: 'USD' } => ({
  amount: (parts * perPart).toFixed(4),
  currency: 'USD',
});

const ours = (phone: string) => ({ phone_number: phone, carrier: 'TELNYX LLC', line_type: 'VoIP' });
const theirs = (phone: string) => ({
  phone_number: phone,
  carrier: 'T-MOBILE USA, INC.',
  line_type: 'Wireless',
});

/** A message as it is accepted: queued on its way out, or received with its webhook on its way. */
export const newMessage = (id: string, facts: MessageFacts): WireMessage => {
  const isInbound = facts.direction === 'inbound';
  const size = measureText(facts.text, facts.isUcs2Forced);
  const to = isInbound
    ? { ...ours(facts.to), status: 'webhook_delivered' as const }
    : { ...theirs(facts.to), status: 'queued' as const };
  return {
    record_type: 'message',
    direction: facts.direction,
    id,
    type: 'SMS',
    messaging_profile_id: facts.profileId,
    organization_id: organizationId,
    cc: [],
    media: [],
    subject: null,
    text: facts.text,
    ...size,
    tags: facts.tags,
    cost: money(size.parts, 0.007),
    cost_breakdown: { carrier_fee: money(size.parts, 0.003), rate: money(size.parts, 0.004) },
    tcr_campaign_id: 'CLOCAL1',
    tcr_campaign_billable: true,
    tcr_campaign_registered: 'REGISTERED',
    errors: [],
    webhook_url: facts.webhookUrl,
    webhook_failover_url: facts.failoverUrl,
    valid_until: isInbound ? null : telnyxInstant(facts.at + 60 * 60 * 1000),
    from: isInbound ? theirs(facts.from) : ours(facts.from),
    to: [to],
    ...(facts.autoresponseType && { autoresponse_type: facts.autoresponseType }),
    received_at: telnyxInstant(facts.at),
    sent_at: null,
    completed_at: null,
  };
};
