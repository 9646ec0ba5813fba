import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Vendor, VendorMessage } from '../contracts/vendor-messages.ts';
import { Refusal } from '../domain/errors.ts';
import type { Clock } from './clock.ts';
import { begin } from './correlation.ts';
import { instrumented } from './handler.ts';
import { log } from './log.ts';
import { count } from './metrics.ts';
import type { ReadOccasion } from './occasion.ts';
import { json, problem } from './problem.ts';
import { parseJson, signedRequest, type Verify } from './signed-request.ts';

/** Where verified webhooks wait for the worker that applies them. Resolves once they are stored durably. */
export type VendorQueue = { put(message: VendorMessage): Promise<void> };

type WebhookDeps = {
  readonly vendor: Vendor;
  readonly occasion: ReadOccasion;
  readonly verify: Verify;
  readonly queue: VendorQueue;
  readonly clock: Clock;
};

/**
 * The edge for vendor events: verify the raw bytes, store, answer 200; a worker does the rest. What cannot be stored is
 * answered with 500, so that the vendor sends it again: an acknowledged event is never lost.
 */
export const createWebhook = (deps: WebhookDeps) =>
  instrumented<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
    begin(undefined);
    try {
      const request = signedRequest(event);
      await deps.verify(request);
      const body = request.raw.toString('utf8');
      const { type, correlationId, objectId } = deps.occasion(parseJson(body), request.header);
      begin(correlationId);
      await deps.queue.put({
        v: 1,
        vendor: deps.vendor,
        receivedAt: new Date(deps.clock.now()).toISOString(),
        ...(correlationId !== undefined && { correlationId }),
        body,
      });
      log.info('webhook.accepted', { vendor: deps.vendor, type, objectId, bytes: request.raw.length });
      return json({ ok: true });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count(`WebhookRefused_${error.code}`);
      log.warn('webhook.refused', { vendor: deps.vendor, code: error.code });
      return problem(error.code);
    }
  });
