import Telnyx from 'telnyx';
import type { Attempted } from '../../runtime/vendor-attempts.ts';
import { failedHandover } from './failures.ts';

const answered = (answer: unknown): Attempted => {
  const { data } = (answer ?? {}) as { readonly data?: { readonly id?: unknown } };
  const objectId = data?.id;
  return { outcome: 'accepted', ...(typeof objectId === 'string' && { objectId }) };
};

const failed = (error: unknown): Attempted => {
  const handover = failedHandover(error);
  const status = error instanceof Telnyx.APIError ? error.status : undefined;
  const requestId = error instanceof Telnyx.APIError ? error.headers?.get('x-request-id') : undefined;
  return {
    outcome: handover.kind,
    code: handover.kind === 'refused' ? handover.code : handover.because,
    status,
    requestId: requestId ?? undefined,
  };
};

/** What the log says of a request to Telnyx. */
export const telnyxAttempts = { answered, failed } as const;
