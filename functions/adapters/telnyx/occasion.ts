import { ofVendor, type ReadOccasion, wordAt } from '../../runtime/occasion.ts';

export const telnyxOccasion: ReadOccasion = (body) => ({
  type: wordAt(body, 'data', 'event_type'),
  correlationId: ofVendor('telnyx', wordAt(body, 'data', 'id')),
  objectId: wordAt(body, 'data', 'payload', 'id'),
});
