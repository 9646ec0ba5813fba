import type { Reply } from '../simulator.ts';
import { type NewId, vendorId } from '../vendor-id.ts';

export type StripeErrorBody = {
  readonly type:
    | 'invalid_request_error'
    | 'idempotency_error'
    | 'card_error'
    | 'api_error'
    | 'rate_limit_error';
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly payment_intent?: {
    readonly id: string;
    readonly object: 'payment_intent';
    readonly status: string;
  };
};

/** Thrown inside a route; answered as Stripe's error document. */
export class StripeProblem extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;

  constructor(status: number, body: StripeErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export const stripeError = (status: number, error: StripeErrorBody, newId: NewId = vendorId): Reply => ({
  status,
  body: {
    error: {
      ...error,
      ...(error.code && {
        doc_url: `https://stripe.com/docs/error-codes/${error.code.replaceAll('_', '-')}`,
      }),
      request_log_url: `https://dashboard.stripe.com/test/logs/${newId('req_', 14)}`,
    },
  },
});

/** The card's bank said no, by its own code. */
export const declinedBy = (code: string, newId?: NewId): Reply =>
  stripeError(
    402,
    {
      type: 'card_error',
      code: 'card_declined',
      decline_code: code,
      message: 'Your card was declined.',
    },
    newId,
  );

export const invalidRequest = (
  message: string,
  extra: { code?: string; param?: string } = {},
): StripeProblem => new StripeProblem(400, { type: 'invalid_request_error', message, ...extra });

/** Stripe answers 404 for a missing id in the path and 400 for one in the parameters. */
export const missing = (noun: string, id: string, param: string, status: 400 | 404 = 404): StripeProblem =>
  new StripeProblem(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param,
  });
