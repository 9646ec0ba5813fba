import { ofVendor, type ReadOccasion, wordAt, wordIn } from '../../runtime/occasion.ts';

/** The event's id travels in a header. */
export const resendOccasion: ReadOccasion = (body, header) => ({
  type: wordAt(body, 'type'),
  correlationId: ofVendor('resend', wordIn(header('svix-id'))),
  objectId: wordAt(body, 'data', 'email_id'),
});
