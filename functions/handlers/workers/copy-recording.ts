import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoRecordings } from '../../adapters/dynamodb/recordings.ts';
import { retellRecordings } from '../../adapters/retell/recordings.ts';
import { bucketRecordings } from '../../adapters/s3/recordings.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { placeOf, systemResolve } from '../../adapters/webhook-delivery/endpoint-addresses.ts';
import { get } from '../../adapters/webhook-delivery/get.ts';
import { CallRecorded } from '../../contracts/events.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type FollowRecordingDeps, followRecording } from '../../domain/recording/follow-recording.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

export const createHandler = (deps: FollowRecordingDeps) =>
  createWorker({ schema: CallRecorded, operate: followRecording(deps) });

const clock = systemClock();
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };
const rules = { resolve: systemResolve, allowLoopback: requiredEnv('STAGE') === 'local' };

export const handler = createHandler({
  recordings: dynamoRecordings(table, derivedIds(hashing), waiting),
  source: retellRecordings({
    apiUrl: requiredEnv('RETELL_API_URL'),
    secrets: stageSecret(requiredEnv('SECRET_ID'), clock),
    locate: (link) => placeOf(link, rules),
    get,
  }),
  store: bucketRecordings(requiredEnv('RAW_BUCKET')),
  clock,
});
