import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import type { Table } from '../../../functions/adapters/dynamodb/client.ts';
import type { Appointment } from '../../../functions/domain/appointment/appointment.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { aBookIn, aDiary, outcomes, TWO_CREWS } from '../../support/diary.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

onBothStores('appointments that people make, move and cancel', (store) => {
  const aBook = (differing: Partial<Business> = {}) => aBookIn(store(), differing);

  it('are written with their event and their entry on record, and with no fee', async () => {
    const { make, like } = await aBook();

    const { id } = await make();

    expect(await like(/^apt_/)).toMatchObject([
      {
        sk: id,
        listSk: 'A#2026-11-24T15:00:00.000Z',
        event: { name: 'appointment.booked', correlationId: id },
        duePk: 'DUE#2026-11-23T15:01',
      },
    ]);
    expect(await like(/#appointment.booked/)).toMatchObject([
      { what: 'appointment.booked', subject: id, actor: expect.stringMatching(/^person:/), seq: 1 },
    ]);
  });

  it('F-BK-1: of an owner and the agent who book one time at once one has it, and the other hears that it is taken', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { make, book, like, taken } = await aBook();

      const [made, booked] = await Promise.all([outcomes([make()]), book()]);

      const won = [made[0] === 'slot_taken' ? 'lost' : 'won', booked.kind === 'taken' ? 'lost' : 'won'];
      expect(won.toSorted()).toEqual(['lost', 'won']);
      expect(await like(/^apt_[^#]+$/)).toHaveLength(1);
      expect(await like(/#FEE$/)).toHaveLength(booked.kind === 'booked' ? 1 : 0);
      expect(await taken()).toHaveLength(1);
    }
  });

  it('of twenty people who want one time one has it', async () => {
    const { make, like } = await aBook();

    const made = await outcomes(Array.from({ length: 20 }, () => make()));

    expect(made.filter((one) => one !== 'slot_taken')).toHaveLength(1);
    expect(await like(/^apt_[^#]+$/)).toHaveLength(1);
  });

  it('are made once under one occasion, twice at once too', async () => {
    const { make, like } = await aBook({ crews: TWO_CREWS });

    const made = await Promise.all(Array.from({ length: 5 }, () => make({}, 'once')));

    expect(new Set(made.map(({ id, crewId }) => `${id} ${crewId}`)).size).toBe(1);
    expect(await like(/^apt_[^#]+$/)).toHaveLength(1);
    expect(await like(/#appointment.booked/)).toHaveLength(1);
  });

  it('are moved by one of two who move them at once', async () => {
    const { make, move, find, taken, like } = await aBook();
    const made = await make();

    const moved = await outcomes([
      move(made, { localStart: '2026-11-25T10:00' }),
      move(made, { localStart: '2026-11-25T14:00' }),
    ]);

    expect(moved).toContain('changed_meanwhile');
    const winner = moved.find((one): one is Appointment => typeof one !== 'string');
    expect(await find(made.id)).toEqual(winner);
    expect(winner?.version).toBe(2);
    expect(await taken()).toHaveLength(1);
    expect(await like(/#NEWS#/)).toMatchObject([{ event: { name: 'appointment.moved' } }]);
  });

  it('are moved once under one occasion, twice at once too', async () => {
    const { make, move, taken, like } = await aBook();
    const made = await make();

    const moved = await Promise.all(
      Array.from({ length: 4 }, () => move(made, { localStart: '2026-11-25T10:00' }, 'once')),
    );

    expect(moved.map(({ version }) => version)).toEqual([2, 2, 2, 2]);
    expect(await taken()).toHaveLength(1);
    expect(await like(/#appointment.moved/)).toHaveLength(1);
  });

  it('are either moved or cancelled where both are asked for at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { make, move, cancel, find, taken } = await aBook();
      const made = await make();

      const [moved, cancelled] = await outcomes([
        move(made, { localStart: '2026-11-25T10:00' }),
        cancel(made),
      ]);

      const now = await find(made.id);
      expect(now?.version).toBe(2);
      if (now?.status === 'cancelled') {
        expect([moved, cancelled]).toEqual(['appointment_cancelled', now]);
        expect(await taken()).toEqual([]);
      } else {
        expect([moved, cancelled]).toEqual([now, 'changed_meanwhile']);
        expect(await taken()).toEqual(['2026-11-25 a: 40 41 42 43']);
      }
    }
  });

  it('swap no times: of two that are moved onto each other none moves', async () => {
    const { make, move, taken } = await aBook();
    const [one, other] = [
      await make({ localStart: '2026-11-24T09:00' }),
      await make({ localStart: '2026-11-24T11:00' }),
    ];
    const before = await taken();

    expect(
      await outcomes([
        move(one, { localStart: '2026-11-24T11:00' }),
        move(other, { localStart: '2026-11-24T09:00' }),
      ]),
    ).toEqual(['slot_taken', 'slot_taken']);
    expect(await taken()).toEqual(before);
  });

  it('of which nobody heard whether they were made or moved are not made or moved again', async () => {
    const table = store();
    const lost = Object.assign(new Error('lost'), { name: 'TimeoutError' });
    let isLosing = false;
    // The SDK's paginators ask whether they were given one of theirs.
    const losing = Object.assign(Object.create(DynamoDBDocumentClient.prototype) as Table['db'], {
      config: table.db.config,
      async send(command: { constructor: { name: string } }) {
        const answer = await table.db.send(command as never);
        if (isLosing && command.constructor.name.startsWith('TransactWrite')) throw lost;
        return answer;
      },
    });
    const { make, move, find, taken } = await aDiary({ db: losing, name: table.name }, { crews: TWO_CREWS });

    isLosing = true;
    await expect(make({}, 'make')).rejects.toMatchObject({ code: 'busy_try_again' });
    isLosing = false;
    const made = await make({}, 'make');
    isLosing = true;
    await expect(move(made, { localStart: '2026-11-25T10:00' }, 'move')).rejects.toMatchObject({
      code: 'busy_try_again',
    });
    isLosing = false;
    const moved = await move(made, { localStart: '2026-11-25T10:00' }, 'move');

    expect(moved).toMatchObject({ id: made.id, version: 2 });
    expect(await find(made.id)).toEqual(moved);
    expect(await taken()).toEqual(['2026-11-25 a: 40 41 42 43']);
  });

  it('that somebody cancelled free a time that the agent then books', async () => {
    const { make, cancel, book, like, businessId } = await aBook();
    const made = await make();

    await cancel(made);

    expect(await book()).toEqual({ kind: 'booked' });
    expect(await like(/#appointment.cancelled/)).toMatchObject([
      { businessId, subject: made.id, seq: 2, facts: { because: 'customer_asked' } },
    ]);
  });
});
