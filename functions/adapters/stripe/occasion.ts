import { ofVendor, type ReadOccasion, wordAt } from '../../runtime/occasion.ts';

/** The event itself: which call it belongs to is what our row says, not the metadata. */
export const stripeOccasion: ReadOccasion = (body) => ({
  type: wordAt(body, 'type'),
  correlationId: ofVendor('stripe', wordAt(body, 'id')),
  objectId: wordAt(body, 'data', 'object', 'id'),
});
