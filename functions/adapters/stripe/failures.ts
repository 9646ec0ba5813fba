import Stripe from 'stripe';
import { Refusal, type RefusalCode } from '../../domain/errors.ts';

/** The request never left: nothing can have happened. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const codeOf = (detail: unknown): string =>
  typeof detail === 'object' && detail !== null && 'code' in detail ? String(detail.code) : '';

const isReplayed = (error: Stripe.errors.StripeError): boolean =>
  error.headers?.['idempotent-replayed'] === 'true';

type Verdict = { readonly code: RefusalCode; readonly answered?: boolean };

const verdictOf = (error: Stripe.errors.StripeError): Verdict => {
  const { errors } = Stripe;
  if (error instanceof errors.StripeRateLimitError) return { code: 'vendor_unavailable' };
  if (error instanceof errors.StripeConnectionError) {
    return {
      code: NEVER_CONNECTED.has(codeOf(error.detail)) ? 'vendor_unavailable' : 'vendor_outcome_unknown',
    };
  }
  const status = error.statusCode ?? 0;
  // The key was used with other parameters: what became of that request has to be looked up. 409: it is still running.
  if (error instanceof errors.StripeIdempotencyError && status !== 409) {
    return { code: 'vendor_outcome_unknown', answered: true };
  }
  if (status === 503 && !isReplayed(error)) return { code: 'vendor_unavailable' };
  // Stripe keeps a 500 with the key and repeats it for a day, whether or not the work was done. Only once it repeats it is
  // the key used up: a first one may be a gateway's, or of a look, and what we gave up on may still be done under the key.
  if (status >= 500) return { code: 'vendor_outcome_unknown', answered: isReplayed(error) };
  if (status === 409 || status < 400) return { code: 'vendor_outcome_unknown' };
  return { code: 'vendor_refused' };
};

/** What a failed request means to us. Errors that are not Stripe's own are bugs and pass as they are. */
export const refusalOf = (error: unknown, step: string): unknown => {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const { code, answered } = verdictOf(error);
  const facts = {
    vendor: 'stripe',
    step,
    status: error.statusCode,
    because: error.code ?? error.type,
    requestId: error.requestId,
    ...(answered !== undefined && { answered }),
  };
  return new Refusal(code, facts, { cause: error });
};
