import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/**
 * What a line says besides its fields. Half of the logger's own line is the function's name in three spellings and what
 * never changes; each byte is paid for on every line, and `service` is the name that people know.
 */
class ShortLines extends LogFormatter {
  formatAttributes(line: UnformattedAttributes, fields: LogAttributes): LogItem {
    const { coldStart, awsRequestId } = line.lambdaContext ?? {};
    return new LogItem({
      attributes: {
        level: line.logLevel,
        message: line.message,
        timestamp: this.formatTimestamp(line.timestamp),
        service: line.serviceName,
        ...(coldStart && { cold_start: true }),
        function_request_id: awsRequestId,
      },
    }).addAttributes(fields);
  }
}

/**
 * One line an event: a constant name (`booking.confirmed`, `tool.refused`) and fields. Ids and codes yes; phone numbers,
 * names, bodies and transcripts never, at no level.
 */
export const log = new Logger({ logFormatter: new ShortLines() });

/**
 * What may be logged of an error. The logger itself would add every attribute of it, and those of an SDK's errors carry
 * what they are about: whole rows of the table, whole requests.
 */
export const described = (error: unknown) =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: typeof error };
