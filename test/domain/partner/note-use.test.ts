import { expect, it } from 'vitest';
import { noteUse } from '../../../functions/domain/partner/note-use.ts';
import type { PartnerKey } from '../../../functions/domain/partner/partner.ts';

const key = { id: 'key_server01', partnerId: 'ptr_desk01' } as PartnerKey;
const other = { ...key, id: 'key_server02' } as PartnerKey;
const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-30T22:59:59.999Z');

const aContainer = () => {
  const written: string[] = [];
  const note = noteUse({
    count: async ({ id }, month) => void written.push(`${id} ${month}`),
    note: async ({ id }, hour) => void written.push(`${id} ${hour}`),
  });
  return { written, note };
};

it('a key is counted at every request, and noted at the first of an hour', async () => {
  const { written, note } = aContainer();

  for (const after of [0, 0, 1, 1, HOUR_MS]) await note(key, START + after);

  expect(written.filter((one) => /\d{2}$/.test(one))).toEqual(Array(5).fill('key_server01 2026-11'));
  expect(written.filter((one) => one.endsWith('Z'))).toEqual([
    'key_server01 2026-11-30T22:00:00.000Z',
    'key_server01 2026-11-30T23:00:00.000Z',
  ]);
});

it('a key is noted although another has just been, and counted in the month that has begun', async () => {
  const { written, note } = aContainer();

  await note(key, START);
  await note(other, START);
  await note(key, START + 2 * HOUR_MS);

  expect(written).toContain('key_server02 2026-11-30T22:00:00.000Z');
  expect(written).toContain('key_server01 2026-12');
});
