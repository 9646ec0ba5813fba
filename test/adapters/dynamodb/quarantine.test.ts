import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { dynamoQuarantine } from '../../../functions/adapters/dynamodb/quarantine.ts';
import { dynamoSettingAside } from '../../../functions/adapters/dynamodb/setting-aside.ts';
import { dynamoVendorEvents } from '../../../functions/adapters/dynamodb/vendor-events.ts';
import type { QuarantinedEvent } from '../../../functions/domain/vendor-event/vendor-event.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await startTable();
}, 60_000);
afterAll(() => table.stop());

const anEvent = (eventId: string, differing: Partial<QuarantinedEvent> = {}): QuarantinedEvent => ({
  v: 1,
  vendor: 'retell',
  eventId,
  type: 'call_ended',
  receivedAt: '2026-11-23T15:01:00.000Z',
  awaits: 'agent:agent_x',
  setAsideAt: '2026-11-23T15:01:01.000Z',
  bodyKey: `quarantine/retell/${eventId}`,
  ...differing,
});
const put = (event: QuarantinedEvent) => dynamoSettingAside(table, waiting).put(event);
const idsOf = async (awaits?: string) => (await dynamoQuarantine(table).list(awaits)).map(({ id }) => id);

describe('the quarantine', () => {
  it('keeps an event without an end, the first of many, and when it was last tried', async () => {
    const first = anEvent('first');

    const id = await put(first);
    const again = await put({ ...first, setAsideAt: '2027-01-01T00:00:00.000Z' });

    expect(again).toBe(id);
    expect(await dynamoQuarantine(table).find(id)).toEqual({ ...first, triedAt: '2027-01-01T00:00:00.000Z' });
    expect((await table.rows()).find(({ sk }) => sk === id)).not.toHaveProperty('expiresAt');
  });

  it('keeps one event once, though ten workers set it aside at the same moment', async () => {
    await Promise.all(Array.from({ length: 10 }, () => put(anEvent('together', { awaits: 'number:+1' }))));

    expect(await idsOf('number:+1')).toEqual(['number:+1#retell#together']);
  });

  it('takes no event that was applied meanwhile', async () => {
    const event = anEvent('applied', { awaits: 'stripe-customer:cus_1', vendor: 'stripe' });
    await dynamoVendorEvents(table).remember(event);

    await put(event);

    expect(await idsOf('stripe-customer:cus_1')).toEqual([]);
  });

  it('lists what awaits one thing, and not what awaits another that begins alike', async () => {
    await put(anEvent('b', { awaits: 'agent:like', setAsideAt: '2026-11-23T15:03:00.000Z' }));
    await put(anEvent('a', { awaits: 'agent:like', setAsideAt: '2026-11-23T15:04:00.000Z' }));
    await put(anEvent('c', { awaits: 'agent:like#retell' }));
    await put(anEvent('d', { awaits: 'agent:likely' }));

    expect(await idsOf('agent:like')).toEqual(['agent:like#retell#b', 'agent:like#retell#a']);
    expect(await idsOf()).toEqual(
      expect.arrayContaining(['agent:like#retell#retell#c', 'agent:likely#retell#d']),
    );
  });

  it('lists more than one page of events', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      anEvent(`page-${index}`, { awaits: 'agent:many', bodyKey: `${'x'.repeat(60_000)}${index}` }),
    );
    for (const event of many) await put(event);

    expect(await idsOf('agent:many')).toHaveLength(30);
  });

  it('forgets what was removed, and minds nothing that is gone', async () => {
    const id = await put(anEvent('gone', { awaits: 'agent:gone' }));

    await dynamoQuarantine(table).remove(id);
    await dynamoQuarantine(table).remove(id);

    expect(await dynamoQuarantine(table).find(id)).toBeUndefined();
    expect(await idsOf('agent:gone')).toEqual([]);
  });
});

it('an event of an unknown kind is remembered with the key of its body', async () => {
  const { v, awaits, setAsideAt, bodyKey, ...event } = anEvent('unknown', { type: 'chat_started' });

  await dynamoVendorEvents(table).remember(event, 'unknown/retell/x');
  await dynamoVendorEvents(table).remember(event, 'unknown/retell/x');

  const Key = keys.inbox('retell', 'unknown');
  const { Item } = await table.db.send(new GetCommand({ TableName: table.name, Key }));
  expect(Item).toMatchObject({
    type: 'chat_started',
    bodyKey: 'unknown/retell/x',
    expiresAt: expect.any(Number),
  });
});
