import type { CommonRefusal } from '../../functions/contracts/api/route-refusals.ts';
import type { apiRoutes } from '../../functions/contracts/api/routes.ts';
import type { RefusalCode } from '../../functions/contracts/refusal-codes.ts';

type Tables = typeof apiRoutes;
type OwnRefusal = {
  [Tag in keyof Tables]: Tables[Tag][keyof Tables[Tag]] extends { readonly refuses: readonly (infer Code)[] }
    ? Code
    : never;
}[keyof Tables];
/** Every code that some route refuses with. */
type ApiRefusal = CommonRefusal | Extract<OwnRefusal, RefusalCode>;

/** What each code tells whoever calls the API. One that a route has and that is not here does not compile. */
export const CODE_MEANINGS: Readonly<Record<ApiRefusal, string> & Partial<Record<RefusalCode, string>>> = {
  not_signed_in: 'no access token, or one of another kind',
  session_ended: 'signed out, removed or disabled: sign in anew',
  wrong_credentials: 'address or password is wrong; which of them is not said',
  not_allowed: 'a member of this business, but not in a role that may do this; or a key without the scope',
  key_invalid:
    'no key, or one that opens nothing: mistyped, unknown, over, revoked, or its partner suspended',
  business_not_found: 'no business has this id, or who asks is no member of it',
  malformed_request: 'no JSON, a body where none is taken, or an id in the path that cannot be one',
  invalid_arguments: 'the fields that `fields` names are wrong, missing or unknown',
  body_too_large: 'nothing that large is ever needed',
  too_many_requests: 'wait as long as `Retry-After` says, and ask more slowly',
  daily_cap_reached: 'no more of that today: `Retry-After` says when the day is over',
  busy_try_again: 'others kept changing the same thing: the same request may work now',
  vendor_refused: 'a vendor will not do it, now or later',
  vendor_outcome_unknown: 'a vendor did not say whether it has done it: look before you ask again',
  vendor_unavailable: 'a service that we need does not answer: try again in a while',
  idempotency_key_missing: 'this route needs an Idempotency-Key of 8 to 128 visible characters',
  idempotency_key_reused: 'the key was used for another request',
  request_running: 'the first request with this key has not been answered yet',
  cursor_invalid: 'the cursor is of another list, or too old: begin with the first page',
  code_invalid: 'the code is wrong, used or too old',
  password_weak: 'the password is too short or easily guessed',
  already_member: 'who has this address is a member of the business: change their role instead',
  member_not_found: 'nobody with this id is a member of the business',
  last_owner: 'a business needs an owner: make somebody else one first',
  person_not_found: 'nobody of this kind has this id',
  operator_exists: 'the address is an operator already, perhaps a disabled one',
  last_operator: 'somebody has to be able to let others in: invite another operator first',
  not_oneself: 'nobody disables themselves: ask another operator',
  changed_meanwhile: 'somebody else has changed it since it was read: read it again',
  partner_not_found: 'there is no such partner',
  key_not_found: 'the partner has no such key',
  key_ended: 'the key is revoked or over: issue another',
  too_many_keys: 'a partner has five keys that hold at most: revoke one first',
  reference_taken: 'another business of this partner has this `externalId`',
  owner_took_over:
    'its owner has accepted the invitation and says for themselves what is to be done: the partner only looks on',
  address_refused:
    'the address is none that we send to: not https, no public name, another port, or its name leads inside',
  too_many_endpoints: 'a partner has five endpoints at most: delete one first',
  endpoint_not_found: 'no endpoint of this partner has this id',
  endpoint_disabled: 'the endpoint was disabled: enable it first',
  delivery_not_found: 'no delivery to this endpoint has this id, or it is older than 30 days',
  appointment_not_found: 'the business has no such appointment',
  appointment_cancelled: 'the appointment is cancelled already',
  appointment_past: 'the appointment has begun: it is moved and cancelled no more',
  agent_version_not_found: 'callers heard no other agent before this one, or hear none yet',
  onboarding_not_found: 'nobody has started the onboarding of this business',
  step_not_open: 'the step is done, or something else has to be done before',
  closing_not_found: 'nobody closes this business',
  business_closing: 'the line of the business is being taken down, or is: it is neither suspended nor served',
  export_not_found: 'the business has asked for no such archive',
  call_not_found: 'the business has no such call',
  recording_not_found: 'there is no recording of the call: not yet, not any more, or never',
  customer_not_found: 'the business has no such customer',
  text_not_found: 'the business has no such text',
  fee_not_found: 'the business has no such booking fee',
  already_contested: 'the fee was contested before, for another reason: once is all there is',
  fee_waived: 'the fee is not charged anyway',
  fee_given_back: 'all of the fee has gone back already',
  fee_disputed: 'the bank decides about the payment, or has: what it decides is not done twice',
  contest_too_late: 'a fee is contested within 60 days of its booking',
  contest_not_found: 'nobody has contested this fee',
  contest_decided: 'the contest was decided otherwise before',
  not_subscribed: 'the business is no customer of ours at Stripe yet: it subscribes first',
  not_in_service: 'the business does not pay for the service, and its agent books nothing',
  unknown_service: 'the business does not offer this service',
  invalid_phone: 'not a telephone number that can be called or texted',
  offer_invalid: 'not a time that was offered',
  offer_expired: 'the offer is too old: ask for free times anew',
  time_past: 'the time has passed',
  slot_taken: 'somebody else has taken the time',
  outside_hours: 'the business is closed then: say `outsideHours` if it is to be so all the same',
  totp_needed: 'an authenticator app has to be set up first',
};
