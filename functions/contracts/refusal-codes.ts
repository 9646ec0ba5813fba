/** Every way the product can refuse. A code added here breaks the build until runtime/refusals.ts says what it means. */
export const REFUSAL_CODES = [
  // who is asking
  'direct_request',
  'signature_invalid',
  'business_not_found',
  'not_signed_in',
  'session_ended',
  'wrong_credentials',
  'not_allowed',
  'key_invalid',
  // what was sent
  'malformed_request',
  'invalid_arguments',
  'body_too_large',
  'unknown_tool',
  'route_not_found',
  'cursor_invalid',
  'idempotency_key_missing',
  'idempotency_key_reused',
  'request_running',
  'too_many_requests',
  // people
  'code_invalid',
  'password_weak',
  'totp_needed',
  'member_not_found',
  'last_owner',
  'changed_meanwhile',
  // partners
  'partner_not_found',
  'key_not_found',
  'key_ended',
  'too_many_keys',
  'reference_taken',
  // booking
  'unknown_service',
  'invalid_phone',
  'offer_invalid',
  'offer_expired',
  'time_past',
  'slot_taken',
  'outside_hours',
  'busy_try_again',
  'appointment_not_found',
  'appointment_cancelled',
  'appointment_past',
  'call_not_found',
  'text_not_found',
  // effects
  'card_declined',
  'customer_opted_out',
  'claim_lost',
  // vendors: refused will never work, unavailable may be tried again, unknown must be looked up first
  'vendor_refused',
  'vendor_unavailable',
  'vendor_outcome_unknown',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];
