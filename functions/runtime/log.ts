import { Logger } from '@aws-lambda-powertools/logger';

/**
 * One line an event: a constant name (`booking.confirmed`, `tool.refused`) and fields. Ids and codes yes; phone numbers,
 * names, bodies and transcripts never, at no level.
 */
export const log = new Logger();

/**
 * What may be logged of an error. The logger itself would add every attribute of it, and those of an SDK's errors carry
 * what they are about: whole rows of the table, whole requests.
 */
export const described = (error: unknown) =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: typeof error };
