import type { RefusalCode } from '../refusal-codes.ts';
import type { Route } from './route.ts';

/** Whatever is asked, something may be wrong with how it is asked, or with what we need to answer it. */
const ANY: readonly RefusalCode[] = [
  'malformed_request',
  'invalid_arguments',
  'body_too_large',
  'too_many_requests',
  'busy_try_again',
  'vendor_unavailable',
];
const SIGNED_IN: readonly RefusalCode[] = ['not_signed_in', 'session_ended'];
const MEMBER: readonly RefusalCode[] = ['business_not_found', 'not_allowed'];
const CREATES: readonly RefusalCode[] = [
  'idempotency_key_missing',
  'idempotency_key_reused',
  'request_running',
];

/** Every code that a route may refuse with, each once: its own, and those that follow from what it is. */
export const refusalsOf = ({ access, query, creates, refuses }: Route): readonly RefusalCode[] => [
  ...new Set([
    ...ANY,
    ...(access.who === 'anyone' ? [] : SIGNED_IN),
    ...(access.who === 'member' ? MEMBER : []),
    ...(creates ? CREATES : []),
    ...(query && 'cursor' in query.shape ? (['cursor_invalid'] as const) : []),
    ...refuses,
  ]),
];
