import { type ReadOccasion, wordAt } from '../../runtime/occasion.ts';

export const retellOccasion: ReadOccasion = (body) => ({
  type: wordAt(body, 'event'),
  correlationId: wordAt(body, 'call', 'call_id'),
});
