import * as z from 'zod';
import type { Told } from './told.ts';
import { counted } from './wording.ts';

/**
 * What Lambda writes where it gave up: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * and, of a stream, https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html (no body: only where it lies).
 */
const LambdaRecord = z.object({
  requestContext: z.object({
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.int(),
  }),
  DDBStreamBatchInfo: z.optional(
    z.object({ batchSize: z.int(), approximateArrivalOfFirstRecord: z.iso.datetime() }),
  ),
  requestPayload: z.optional(z.object({ time: z.iso.datetime().optional().catch(undefined) })),
  responsePayload: z.nullish(z.object({ errorType: z.optional(z.string()) })),
});

/** What EventBridge writes of a run that it could not begin. */
const ScheduledRun = z.object({ source: z.literal('aws.events'), time: z.iso.datetime() });

const INSTEAD_OF_STREAM =
  'Nothing is lost: what these rows announce stays in the due index until the bus has it, and release-due sends it. See that release-due runs, then discard this.';
const INSTEAD_OF_RUN =
  'Nothing is lost: the next run takes up what this one left in the due index. See that it runs, then discard this.';

/** Only what is a word in these two: an error's message may say anything. */
const word = (text: string | undefined): string => (text && /^[\w.-]{1,64}$/.test(text) ? text : 'unknown');

const nameOf = (functionArn: string): string => functionArn.split(':')[6] ?? 'a function';

/** A record without a message in it, which no redrive can help; undefined for anything else. */
export const tellLambdaRecord = (body: unknown): Told | undefined => {
  const run = ScheduledRun.safeParse(body);
  if (run.success)
    return {
      what: `a run of ${run.data.time} that EventBridge could not start`,
      ids: {},
      instead: INSTEAD_OF_RUN,
    };
  const read = LambdaRecord.safeParse(body);
  if (!read.success) return undefined;
  const { requestContext, DDBStreamBatchInfo: batch, requestPayload, responsePayload } = read.data;
  const tried = `${counted(requestContext.approximateInvokeCount, 'attempt')}, ${word(requestContext.condition)}`;
  const ids = { function: nameOf(requestContext.functionArn) };
  return batch
    ? {
        what: `${counted(batch.batchSize, 'change')} of the table of ${batch.approximateArrivalOfFirstRecord} that could not be announced (${tried})`,
        ids,
        instead: INSTEAD_OF_STREAM,
      }
    : {
        what: `a run of ${requestPayload?.time ?? 'unknown time'} that failed with ${word(responsePayload?.errorType)} (${tried})`,
        ids,
        instead: INSTEAD_OF_RUN,
      };
};
