import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoVendorFacts } from '../../adapters/dynamodb/vendor-facts.ts';
import { readResendEvent } from '../../adapters/resend/events.ts';
import { readRetellEvent } from '../../adapters/retell/events.ts';
import { bucketRawBodies } from '../../adapters/s3/raw-bodies.ts';
import { bucketTranscripts } from '../../adapters/s3/transcripts.ts';
import { vendorQueue } from '../../adapters/sqs/vendor-queue.ts';
import { readStripeEvent } from '../../adapters/stripe/events.ts';
import { readTelnyxEvent } from '../../adapters/telnyx/events.ts';
import { VendorMessage } from '../../contracts/vendor-messages.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { leaveQuarantine } from '../../domain/vendor-event/leave-quarantine.ts';
import { releaseQuarantined } from '../../domain/vendor-event/release-quarantined.ts';
import { takeEvent } from '../../domain/vendor-event/take-event.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { type Applying, applyVendorEvent } from '../../runtime/vendor-events.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

export const createHandler = <Fact>(deps: Applying<Fact>) =>
  createWorker({ schema: VendorMessage, operate: applyVendorEvent(deps) });

const means = { ids: derivedIds(hashing), by: hashing, clock: systemClock(), waiting };
const rows = dynamoVendorFacts({ db: database(waiting), name: requiredEnv('TABLE_NAME') }, means);
const { quarantine } = rows;
const bucket = requiredEnv('RAW_BUCKET');
const bodies = bucketRawBodies(bucket, hashing);
const transcripts = bucketTranscripts(bucket, hashing);
const messages = vendorQueue({ queueUrl: requiredEnv('VENDOR_QUEUE_URL'), bucket }, hashing);
const release = releaseQuarantined({ quarantine, messages });
const [retell, telnyx] = [readRetellEvent(hashing), readTelnyxEvent(hashing)];

export const handler = createHandler({
  bodies,
  quarantine,
  leave: leaveQuarantine({ quarantine, bodies }),
  read: { retell, telnyx, stripe: readStripeEvent, resend: readResendEvent },
  take: takeEvent({ ...means, ...rows, bodies, transcripts, release }),
});
