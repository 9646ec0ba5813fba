import { vi } from 'vitest';

/**
 * The adapters' own tests once more, with every request that they make sent to the engine beside DynamoDB Local. What a
 * test says of the product is not meant here, but that both answer alike and end with the same rows.
 */
vi.mock('../../support/dynamo.ts', async (original) => ({
  ...(await original<typeof import('../../support/dynamo.ts')>()),
  ...(await import('./mirrored-table.ts')),
}));

for (const adapter of [
  'alerts',
  'announcements',
  'appointments',
  'audit',
  'calls',
  'consents',
  'fees',
  'inbound-texts',
  'quarantine',
  'text-marks',
  'texts',
  'transaction',
]) {
  await import(`../../adapters/dynamodb/${adapter}.test.ts`);
}
