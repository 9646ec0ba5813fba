import { describe, expect, it } from 'vitest';
import type { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import type { Announcement, Bus } from '../../../functions/domain/announcement/ports.ts';
import { relayEvents } from '../../../functions/domain/announcement/relay-events.ts';

const announcement = (name: string): Announcement => ({
  row: { pk: 'BIZ#biz_relayed01#APPOINTMENTS', sk: name },
  event: { id: `evt_${name}`, name: 'appointment.booked' } as unknown as CloudGreetEvent,
});

const aRelay = (publish: Bus['publish']) => {
  const settled: string[] = [];
  const relay = relayEvents({
    bus: { publish },
    outbox: {
      async settle({ row }) {
        settled.push(row.sk);
      },
      postpone: () => Promise.reject(new Error('a relay postpones nothing')),
    },
  });
  return { relay, settled };
};

describe('the relay', () => {
  it('settles what the bus took and leaves the rest in the due index', async () => {
    const { relay, settled } = aRelay(async (events) => events.map(({ id }) => id !== 'evt_second'));

    const taken = await relay(['first', 'second', 'third'].map(announcement));

    expect(taken).toEqual([true, false, true]);
    expect(settled).toEqual(['first', 'third']);
  });

  it('settles nothing when the bus cannot be reached', async () => {
    const { relay, settled } = aRelay(() => Promise.reject(new Error('the bus is down')));

    await expect(relay([announcement('first')])).rejects.toThrow('the bus is down');
    expect(settled).toEqual([]);
  });

  it('asks the bus for nothing when nothing is announced', async () => {
    const published: number[] = [];
    const { relay } = aRelay(async (events) => {
      published.push(events.length);
      return [];
    });

    expect(await relay([])).toEqual([]);
    expect(published).toEqual([0]);
  });
});
