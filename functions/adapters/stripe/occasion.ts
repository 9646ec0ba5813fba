import { ofVendor, type ReadOccasion, wordAt } from '../../runtime/occasion.ts';

/** The event itself: which call it belongs to is what our row says, not the metadata. */
export const stripeOccasion: ReadOccasion = (body) => ({
  type: wordAt(body, 'type'),
  correlationId: ofVendor('stripe', wordAt(body, 'id')),
  // A payment or an item is told of beside the invoice that it is for.
  objectId: wordAt(body, 'data', 'object', 'invoice') ?? wordAt(body, 'data', 'object', 'id'),
});
