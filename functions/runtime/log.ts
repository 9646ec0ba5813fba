import { Logger } from '@aws-lambda-powertools/logger';

/**
 * One line an event: a constant name (`booking.confirmed`, `tool.refused`) and fields. Ids and codes yes; phone numbers,
 * names, bodies and transcripts never, at no level.
 */
export const log = new Logger();
