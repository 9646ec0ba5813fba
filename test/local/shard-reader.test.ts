import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { createGate } from '../../scripts/local/mappings/gate.ts';
import { readShard } from '../../scripts/local/mappings/shard-reader.ts';

const LOOKS_UNTIL_MORE = 3;

it('a shard of a store that tells of its changes is asked for records once there are more', async () => {
  const gate = createGate();
  const done: string[] = [];
  let written = 0;
  let looks = 0;
  const client = {
    async send({ constructor: { name } }: object) {
      if (name === 'GetShardIteratorCommand') return { ShardIterator: 'first' };
      done.push(`read at ${written}`);
      return written === 0 ? { Records: [], NextShardIterator: 'next' } : { Records: [{ eventID: '1' }] };
    },
  };

  await readShard({
    client: client as unknown as DynamoDBStreamsClient,
    streamArn: 'arn:stream',
    shardId: 'shard',
    gate: {
      ...gate,
      async delay() {
        looks += 1;
        if (looks === LOOKS_UNTIL_MORE) written += 1;
      },
    },
    changes: () => written,
    onRecords: async (records) => void done.push(`${records.length} records`),
    onTrouble: (error) => {
      throw error;
    },
  });

  expect(done).toEqual(['read at 0', '0 records', 'read at 1', '1 records']);
  expect(looks).toBe(LOOKS_UNTIL_MORE);
});
