import type { RefusalCode } from '../domain/errors.ts';

/** What a refusal means to each audience. */
export type Meaning = {
  readonly http: number;
  /** A sentence the agent may say to the caller. */
  readonly say: string;
  /**
   * What a queue worker does with the message: `retry` returns it to the queue and, in the end, to dead letters;
   * `drop` only where nothing is lost or the loss is recorded.
   */
  readonly worker: 'retry' | 'drop';
};

const TAKE_A_MESSAGE = "I can't do that from here. May I take a message for the team?";

export const refusals = {
  direct_request: { http: 403, say: TAKE_A_MESSAGE, worker: 'retry' },
  signature_invalid: { http: 401, say: TAKE_A_MESSAGE, worker: 'retry' },
  business_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  not_signed_in: { http: 401, say: TAKE_A_MESSAGE, worker: 'retry' },
  session_ended: { http: 401, say: TAKE_A_MESSAGE, worker: 'retry' },
  wrong_credentials: { http: 401, say: TAKE_A_MESSAGE, worker: 'retry' },
  not_allowed: { http: 403, say: TAKE_A_MESSAGE, worker: 'retry' },
  key_invalid: { http: 401, say: TAKE_A_MESSAGE, worker: 'retry' },
  malformed_request: { http: 400, say: TAKE_A_MESSAGE, worker: 'retry' },
  invalid_arguments: {
    http: 422,
    say: 'Let me check that again. Could you repeat the details?',
    worker: 'retry',
  },
  body_too_large: { http: 413, say: TAKE_A_MESSAGE, worker: 'retry' },
  unknown_tool: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  route_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  cursor_invalid: { http: 400, say: TAKE_A_MESSAGE, worker: 'retry' },
  idempotency_key_missing: { http: 400, say: TAKE_A_MESSAGE, worker: 'retry' },
  idempotency_key_reused: { http: 422, say: TAKE_A_MESSAGE, worker: 'retry' },
  request_running: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  too_many_requests: { http: 429, say: TAKE_A_MESSAGE, worker: 'retry' },
  daily_cap_reached: { http: 429, say: TAKE_A_MESSAGE, worker: 'retry' },
  code_invalid: { http: 422, say: TAKE_A_MESSAGE, worker: 'retry' },
  password_weak: { http: 422, say: TAKE_A_MESSAGE, worker: 'retry' },
  totp_needed: { http: 403, say: TAKE_A_MESSAGE, worker: 'retry' },
  already_member: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  member_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  last_owner: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  person_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  operator_exists: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  last_operator: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  not_oneself: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  onboarding_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  step_not_open: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  closing_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  business_closing: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  export_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  changed_meanwhile: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  agent_version_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  partner_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  key_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  key_ended: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  too_many_keys: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  reference_taken: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  owner_took_over: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  address_refused: { http: 422, say: TAKE_A_MESSAGE, worker: 'retry' },
  too_many_endpoints: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  endpoint_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  endpoint_disabled: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  delivery_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  not_in_service: {
    http: 409,
    say: "I can't book appointments just now. May I connect you with the team, or take a message?",
    worker: 'retry',
  },
  unknown_service: {
    http: 422,
    say: "I'm not sure we offer that. What do you need help with?",
    worker: 'retry',
  },
  invalid_phone: {
    http: 422,
    say: 'I may have misheard the number. Could you give me your ten-digit phone number, area code first?',
    worker: 'retry',
  },
  offer_invalid: { http: 422, say: 'Let me look up the free times once more.', worker: 'retry' },
  offer_expired: { http: 409, say: 'Let me check that this time is still free.', worker: 'retry' },
  time_past: { http: 422, say: 'That time has just passed. Let me look for the next one.', worker: 'retry' },
  slot_taken: { http: 409, say: 'I am sorry, that time was just taken.', worker: 'retry' },
  outside_hours: { http: 422, say: 'We are closed then. Let me look for another time.', worker: 'retry' },
  busy_try_again: { http: 503, say: 'One moment, let me try that again.', worker: 'retry' },
  appointment_not_found: { http: 404, say: 'I could not find that appointment.', worker: 'retry' },
  appointment_cancelled: { http: 409, say: 'That appointment is cancelled already.', worker: 'retry' },
  appointment_past: { http: 409, say: 'That appointment is over already.', worker: 'retry' },
  call_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  recording_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  customer_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  text_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  fee_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  already_contested: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  fee_waived: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  fee_given_back: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  fee_disputed: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  contest_too_late: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  contest_not_found: { http: 404, say: TAKE_A_MESSAGE, worker: 'retry' },
  contest_decided: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  not_subscribed: { http: 409, say: TAKE_A_MESSAGE, worker: 'retry' },
  card_declined: { http: 402, say: TAKE_A_MESSAGE, worker: 'drop' },
  customer_opted_out: {
    http: 403,
    say: 'That number has asked us not to send texts, so I will not send one.',
    worker: 'drop',
  },
  claim_lost: { http: 409, say: 'One moment, please.', worker: 'drop' },
  vendor_refused: { http: 502, say: TAKE_A_MESSAGE, worker: 'retry' },
  vendor_unavailable: { http: 503, say: 'One moment, let me try that again.', worker: 'retry' },
  vendor_outcome_unknown: { http: 504, say: 'One moment, let me try that again.', worker: 'retry' },
} as const satisfies Record<RefusalCode, Meaning>;

/** What the agent may say when something broke that nobody foresaw. */
export const SAY_ON_FAILURE =
  'I am having trouble with our calendar. May I take a message so that we call you back?';

/** What a caller is told of a refusal. */
export const sayRefused = (code: RefusalCode): string => refusals[code].say;
