/** Every way the product can refuse. A code added here breaks the build until runtime/refusals.ts says what it means. */
export type RefusalCode =
  // who is asking
  | 'signature_invalid'
  | 'business_not_found'
  // what was sent
  | 'malformed_request'
  | 'invalid_arguments'
  | 'body_too_large'
  | 'unknown_tool'
  // booking
  | 'unknown_service'
  | 'invalid_phone'
  | 'offer_invalid'
  | 'offer_expired'
  | 'time_past'
  | 'slot_taken'
  | 'busy_try_again'
  | 'appointment_not_found'
  | 'text_not_found'
  // effects
  | 'card_declined'
  | 'customer_opted_out'
  | 'claim_lost'
  // vendors: refused will never work, unavailable may be tried again, unknown must be looked up first
  | 'vendor_refused'
  | 'vendor_unavailable'
  | 'vendor_outcome_unknown';

/** This request can only stop. The code is its identity; the facts are for logs and must hold no personal data. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
  }
}
