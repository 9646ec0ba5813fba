import * as z from 'zod/mini';
import type { MessageStatus } from '../../domain/text/ports.ts';
import { meaningOf } from './error-codes.ts';

/** Usually E.164, but short codes and names send texts too. */
const address = z.string().check(z.minLength(1), z.maxLength(64));
/** Telnyx writes microseconds; here instants are compared as texts, so they all have milliseconds. */
export const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text: string) => new Date(text).toISOString()),
);

/** What we read of a message: of an outbound one its fate, of an inbound one its words. */
export const TelnyxMessage = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(128)),
  direction: z.enum(['inbound', 'outbound']),
  /** A picture may come without words, and half an emoji is legal JSON and no text: a table may refuse it. */
  text: z.pipe(
    z.nullish(z.string()),
    z.transform((text) => (text ?? '').toWellFormed()),
  ),
  from: z.object({ phone_number: address }),
  to: z.array(z.object({ phone_number: address, status: z.optional(z.string()) })).check(z.minLength(1)),
  errors: z.optional(z.nullable(z.array(z.object({ code: z.coerce.string() })))),
  autoresponse_type: z.optional(z.nullable(z.string())),
  received_at: z.optional(z.nullable(instant)),
  sent_at: z.optional(z.nullable(instant)),
  completed_at: z.optional(z.nullable(instant)),
});
export type TelnyxMessage = z.infer<typeof TelnyxMessage>;

/** Where an outbound message has come to. */
export const statusOf = (message: TelnyxMessage, at: string): MessageStatus => {
  const errorCode = message.errors?.[0]?.code;
  const failure = errorCode === undefined ? undefined : meaningOf(errorCode);
  return { messageId: message.id, status: message.to[0]?.status ?? 'queued', at, errorCode, failure };
};
