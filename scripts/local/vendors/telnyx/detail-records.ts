import { groupParam, type Params, parseBracketParams, textParam } from '../bracket-params.ts';
import type { Reply } from '../simulator.ts';
import { organizationId, type WireMessage } from './message.ts';
import { refuse } from './telnyx-error.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const recordStatus: Readonly<Record<string, string>> = {
  delivered: 'delivered',
  delivery_unconfirmed: 'dlr_unconfirmed',
  delivery_failed: 'failed',
  sending_failed: 'gw_reject',
  expired: 'gw_timeout',
  webhook_delivered: 'received',
};

type DetailRecord = Record<string, unknown> & { readonly created_at: string };

/** `tags` are those of our number, not of the message: so the specification says. The text is not in a record. */
const toRecord = (message: WireMessage, numberTags: readonly string[]): DetailRecord => ({
  record_type: 'message_detail_record',
  carrier: message.to[0]?.carrier,
  carrier_fee: message.cost_breakdown.carrier_fee.amount,
  cld: message.to[0]?.phone_number,
  cli: message.from.phone_number,
  // Left out, not null, while it is under way: so the specification has it.
  ...(message.completed_at !== null && { completed_at: message.completed_at }),
  cost: message.cost.amount,
  country_code: 'US',
  created_at: message.received_at,
  currency: 'USD',
  delivery_status_webhook_url: message.webhook_url,
  direction: message.direction,
  errors: message.errors.map(({ code }) => code),
  fteu: false,
  message_type: 'SMS',
  on_net: false,
  parts: message.parts,
  profile_id: message.messaging_profile_id,
  rate: message.cost_breakdown.rate.amount,
  ...(message.sent_at !== null && { sent_at: message.sent_at }),
  source_country_code: 'US',
  status: recordStatus[message.to[0]?.status ?? ''],
  tags: numberTags.join(','),
  updated_at: message.completed_at ?? message.sent_at ?? message.received_at,
  user_id: organizationId,
  uuid: message.id,
});

const operators: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  gte: (value, wanted) => value >= wanted,
  gt: (value, wanted) => value > wanted,
  lte: (value, wanted) => value <= wanted,
  lt: (value, wanted) => value < wanted,
  contains: (value, wanted) => value.includes(wanted),
  starts_with: (value, wanted) => value.startsWith(wanted),
  ends_with: (value, wanted) => value.endsWith(wanted),
};

const passes = (record: DetailRecord, [name, wanted]: [string, string | Params]): boolean => {
  const value = String(record[name] ?? '');
  if (typeof wanted === 'string') return value === wanted;
  return Object.entries(wanted).every(
    ([operator, text]) => operators[operator]?.(value, String(text)) ?? false,
  );
};

/** First and last instant of `today`, `yesterday` or `last_N_days` (UTC); undefined for a range it does not know. */
const rangeOf = (dateRange: string, now: number): [from: number, to: number] | undefined => {
  const midnight = now - (now % DAY_MS);
  if (dateRange === 'today') return [midnight, midnight + DAY_MS];
  if (dateRange === 'yesterday') return [midnight - DAY_MS, midnight];
  const days = /^last_(\d+)_days$/.exec(dateRange)?.[1];
  return days === undefined ? undefined : [midnight - Number(days) * DAY_MS, midnight + DAY_MS];
};

const unknownRange = (): Reply =>
  refuse(400, '10015', {
    detail: 'The simulator knows today, yesterday and last_N_days.',
    source: { parameter: 'filter[date_range]' },
  });

/** `GET /v2/detail_records` for messaging: any attribute equal, or by operator; sorted, in pages. */
export const searchDetailRecords = (
  messages: readonly WireMessage[],
  query: URLSearchParams,
  now: number,
  tagsOf: (phone: string) => readonly string[],
): Reply => {
  const params = parseBracketParams(query);
  const { record_type: recordType, date_range: dateRange, ...filters } = groupParam(params, 'filter');
  if (recordType !== 'messaging') {
    return refuse(400, '10015', { source: { parameter: 'filter[record_type]' } });
  }
  const range = dateRange === undefined ? [0, Number.POSITIVE_INFINITY] : rangeOf(String(dateRange), now);
  if (range === undefined) return unknownRange();
  const [from = 0, to = 0] = range;
  const found = messages
    .filter(({ received_at }) => Date.parse(received_at) >= from && Date.parse(received_at) < to)
    .map((message) => {
      const number = message.direction === 'outbound' ? message.from : message.to[0];
      return toRecord(message, tagsOf(number?.phone_number ?? ''));
    })
    .filter((record) => Object.entries(filters).every((filter) => passes(record, filter)));
  const sort = textParam(params, 'sort') ?? Object.values(groupParam(params, 'sort'))[0];
  const sorted = sort === '-created_at' ? found.toReversed() : found;
  const page = groupParam(params, 'page');
  const number = Number(textParam(page, 'number') ?? 1);
  const size = Math.min(50, Number(textParam(page, 'size') ?? 20));
  const meta = {
    page_number: number,
    page_size: size,
    total_pages: Math.max(1, Math.ceil(sorted.length / size)),
    total_results: sorted.length,
  };
  return { status: 200, body: { data: sorted.slice((number - 1) * size, number * size), meta } };
};
