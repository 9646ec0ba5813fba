import Stripe from 'stripe';
import { type StripeAccess, stripeCalls } from './client.ts';
import { refusalOf } from './failures.ts';

/** Runs a request and tells of a failure in our own words; `step` is what logs call it. */
export type StripeRequest = <Answer>(
  step: string,
  send: (stripe: Stripe) => Promise<Answer>,
) => Promise<Answer>;

export const stripeRequest = (access: StripeAccess): StripeRequest => {
  const run = stripeCalls(access);
  return async (step, send) => {
    try {
      return await run(step, send);
    } catch (error) {
      throw refusalOf(error, step);
    }
  };
};

/** Stripe has read the request and will not do it, perhaps because it is done. */
export const isRefused = (error: unknown): error is Stripe.errors.StripeError =>
  error instanceof Stripe.errors.StripeInvalidRequestError;
