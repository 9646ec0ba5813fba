import type { RefusalCode } from '../../../../functions/contracts/refusal-codes.ts';

/** What went wrong and what to do, by the code of the API; others fall back on `other`. */
const byCode: Partial<Record<RefusalCode | 'internal', string>> = {
  not_signed_in: 'You are signed out. Sign in again; what you have typed is still here.',
  session_ended: 'Your session has ended. Sign in again.',
  wrong_credentials: 'E-mail address or password is wrong.',
  not_allowed: 'Your role does not allow this. Ask an owner of the business.',
  business_not_found: 'This business is not there, or you are no member of it any more.',
  malformed_request: 'Something that was entered is not understood. Look at the marked fields.',
  invalid_arguments: 'Something that was entered is not accepted. Look at the marked fields.',
  body_too_large: 'This is too long. Shorten it.',
  too_many_requests: 'That was a lot at once. Wait a moment and try again.',
  daily_cap_reached: 'This has been done as often as a day allows. Try again tomorrow.',
  request_running: 'The same request is still being worked on. Try again in a moment.',
  code_invalid: 'This code is wrong or no longer valid. Look at the latest message, or ask for another.',
  password_weak: 'This password is too easy to guess. Take a longer one; a short sentence does well.',
  totp_needed: 'A code of your authenticator app is needed.',
  already_member:
    'Whoever has this address is a member already. To let them do more or less, change their role above.',
  member_not_found: 'This person is no member of the business any more.',
  last_owner: 'A business needs an owner. Make somebody else one first.',
  changed_meanwhile: 'Somebody else has changed this meanwhile. Have a look at it and try again.',
  business_closing: 'The business is being closed, so this cannot be changed any more.',
  invalid_phone: 'This is no telephone number that we can call. Write it with its area code.',
  time_past: 'This time is over. Choose a later one.',
  slot_taken: 'This time is taken. Choose another.',
  outside_hours:
    'The business is closed then. Choose another time, or enter one and tick “Also when we are closed”.',
  busy_try_again: 'Somebody else was doing the same. Try again.',
  appointment_not_found: 'This appointment is not there.',
  appointment_cancelled: 'This appointment is cancelled already.',
  appointment_past: 'This appointment is over, so it cannot be changed.',
  call_not_found: 'This call is not there.',
  customer_not_found: 'This customer is not there.',
  not_subscribed: 'There is no subscription yet, so there is nothing to show at Stripe.',
  onboarding_not_found: 'Nobody has begun to get a line for this business yet.',
  step_not_open:
    'This step cannot be told anything just now: it is done already, or another comes before it.',
  vendor_unavailable: 'A service that we need does not answer. Nothing was changed; try again in a minute.',
  internal: 'This has failed on our side. Try again; if it goes on, write to us and name the request.',
};

export const refusals = {
  byCode,
  other: 'This did not work. Try again; if it goes on, write to us and name the code.',
  unreachable: 'We cannot be reached. Look at your connection and try again; nothing was lost.',
};
