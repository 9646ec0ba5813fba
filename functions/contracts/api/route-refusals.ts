import type { RefusalCode } from '../refusal-codes.ts';
import type { Route } from './route.ts';

/** Whatever is asked, something may be wrong with how it is asked, or with what we need to answer it. */
const ANY = [
  'malformed_request',
  'invalid_arguments',
  'body_too_large',
  'too_many_requests',
  'busy_try_again',
  'vendor_unavailable',
] as const satisfies readonly RefusalCode[];
const SIGNED_IN = ['not_signed_in', 'session_ended'] as const satisfies readonly RefusalCode[];
const MEMBER = ['business_not_found', 'not_allowed'] as const satisfies readonly RefusalCode[];
const OPERATOR = ['totp_needed'] as const satisfies readonly RefusalCode[];
const PARTNER = ['key_invalid', 'not_allowed'] as const satisfies readonly RefusalCode[];
const CREATES = [
  'idempotency_key_missing',
  'idempotency_key_reused',
  'request_running',
] as const satisfies readonly RefusalCode[];
const LISTS = ['cursor_invalid'] as const satisfies readonly RefusalCode[];

/** A code that follows from what a route is, whatever else it refuses with. */
export type CommonRefusal =
  | (typeof ANY)[number]
  | (typeof SIGNED_IN)[number]
  | (typeof MEMBER)[number]
  | (typeof OPERATOR)[number]
  | (typeof PARTNER)[number]
  | (typeof CREATES)[number]
  | (typeof LISTS)[number];

/** Every code that a route may refuse with, each once: its own, and those that follow from what it is. */
export const refusalsOf = ({ access, query, creates, refuses }: Route): readonly RefusalCode[] => [
  ...new Set<RefusalCode>([
    ...ANY,
    ...(access.who === 'anyone' || access.who === 'partner' ? [] : SIGNED_IN),
    ...(access.who === 'member' ? MEMBER : []),
    ...(access.who === 'operator' ? OPERATOR : []),
    ...(access.who === 'partner' ? PARTNER : []),
    ...(creates ? CREATES : []),
    ...(query && 'cursor' in query.shape ? LISTS : []),
    ...refuses,
  ]),
];
