import { readResendEvent } from '../../functions/adapters/resend/events.ts';
import { resendOccasion } from '../../functions/adapters/resend/occasion.ts';
import { readRetellEvent } from '../../functions/adapters/retell/events.ts';
import { retellOccasion } from '../../functions/adapters/retell/occasion.ts';
import { readStripeEvent } from '../../functions/adapters/stripe/events.ts';
import { stripeOccasion } from '../../functions/adapters/stripe/occasion.ts';
import { readTelnyxEvent } from '../../functions/adapters/telnyx/events.ts';
import { telnyxOccasion } from '../../functions/adapters/telnyx/occasion.ts';
import { type Vendor, VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { Refusal } from '../../functions/domain/errors.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import type { ReadOccasion } from '../../functions/runtime/occasion.ts';
import { idAt, known, type Told } from './told.ts';

type Reader = {
  readonly occasion: ReadOccasion;
  /** As the worker reads it. Refuses with `malformed_request`. */
  readonly read: (body: unknown, receivedAt: string) => unknown;
};

const READERS: Readonly<Record<Vendor, Reader>> = {
  retell: { occasion: retellOccasion, read: readRetellEvent(hashing) },
  telnyx: { occasion: telnyxOccasion, read: readTelnyxEvent(hashing) },
  stripe: { occasion: stripeOccasion, read: readStripeEvent },
  resend: { occasion: resendOccasion, read: readResendEvent },
};

const whyUnreadable = (read: () => unknown): string | undefined => {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { because, fields } = error.facts;
    const which = Array.isArray(fields)
      ? fields.map((field) => field || 'all of it').join(', ')
      : String(because ?? error.code);
    return `not as its vendor shapes it (${which})`;
  }
};

/** What the body is, by its vendor's own words; `unreadable` where our code knows too little of it. */
const tellBody = ({ vendor, receivedAt, correlationId }: VendorMessage, text: string): Told => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return {
      what: `what ${vendor} tells`,
      ids: known({ correlation: correlationId }),
      unreadable: 'no JSON',
    };
  }
  const { occasion, read } = READERS[vendor];
  const { type, objectId, correlationId: own } = occasion(body, () => undefined);
  const unreadable = whyUnreadable(() => read(body, receivedAt));
  return {
    what: `what ${vendor} tells: ${type ?? 'of no kind'}`,
    ids: known({
      id: idAt(body, 'id') ?? idAt(body, 'data', 'id'),
      about: objectId,
      business: idAt(body, 'call', 'metadata', 'business_id'),
      correlation: correlationId ?? own,
    }),
    ...(unreadable !== undefined && { unreadable }),
  };
};

/** A vendor's webhook on its way from our edge to the worker that applies it. `readBody` fetches one kept beside it. */
export const tellVendorEvent = async (
  message: unknown,
  readBody: (key: string) => Promise<string>,
): Promise<Told> => {
  const read = VendorMessage.safeParse(message);
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.'));
    const unreadable = `not as our edge shapes it (${fields.map((field) => field || 'all of it').join(', ')})`;
    return {
      what: 'what a vendor tells',
      ids: known({ correlation: idAt(message, 'correlationId') }),
      unreadable,
    };
  }
  const { vendor, body, bodyKey, correlationId } = read.data;
  if (bodyKey === undefined) return tellBody(read.data, body ?? '');
  try {
    return tellBody(read.data, await readBody(bodyKey));
  } catch {
    const unreadable = 'its body is no longer in the bucket, or you may not read it there';
    return { what: `what ${vendor} tells`, ids: known({ correlation: correlationId }), unreadable };
  }
};
