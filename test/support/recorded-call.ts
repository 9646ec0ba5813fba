import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoHolds, dynamoListening, dynamoRemarks } from '../../functions/adapters/dynamodb/remarks.ts';
import { copied, newRecording, type RecordingPlace } from '../../functions/domain/recording/recording.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from './builders.ts';

/** A call of a business with its recording, once `recorded`, and what people may say of it. */
export const aRecordedCall = (table: Table, place: RecordingPlace) => ({
  remarks: dynamoRemarks(table, waiting),
  holds: dynamoHolds(table, waiting),
  listening: dynamoListening(table, waiting),
  recording: place,
  async recorded(): Promise<void> {
    const { businessId, callId } = place;
    const heardAt = new Date(MONDAY_MORNING).toISOString();
    const call = { ...keys.call(businessId, callId), v: 1, id: callId, businessId, epoch: 1 };
    const waitingFor = newRecording(place, heardAt);
    const { shape: _, ...ready } = copied(waitingFor, { bytes: 44, shape: undefined }, MONDAY_MORNING);
    const row = Object.fromEntries(Object.entries(ready).filter(([, value]) => value !== undefined));
    for (const Item of [call, { ...keys.recording(businessId, callId), ...row }])
      await table.db.send(new PutCommand({ TableName: table.name, Item }));
  },
});
