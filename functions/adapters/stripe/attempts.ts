import Stripe from 'stripe';
import { Refusal } from '../../domain/errors.ts';
import type { Attempted } from '../../runtime/vendor-attempts.ts';
import { refusalOf } from './failures.ts';

const OUTCOMES: Readonly<Record<string, Attempted['outcome']>> = {
  vendor_refused: 'refused',
  vendor_unavailable: 'unavailable',
};

type Answer = {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly lastResponse?: { readonly requestId?: string };
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const answered = (answer: unknown): Attempted => {
  const { id, status, lastResponse } = (answer ?? {}) as Answer;
  return {
    outcome: 'accepted',
    objectId: textOf(id),
    objectState: textOf(status),
    requestId: lastResponse?.requestId,
  };
};

const failed = (error: unknown): Attempted => {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return { outcome: 'unknown', code: error instanceof Error ? error.name : typeof error };
  }
  const { statusCode: status, requestId } = error;
  if (error instanceof Stripe.errors.StripeCardError) {
    return { outcome: 'declined', code: error.decline_code || error.code, status, requestId };
  }
  const refusal = refusalOf(error, '');
  const outcome = (refusal instanceof Refusal && OUTCOMES[refusal.code]) || 'unknown';
  return { outcome, code: error.code ?? error.type, status, requestId };
};

/** What the log says of a request to Stripe. */
export const stripeAttempts = { answered, failed } as const;
