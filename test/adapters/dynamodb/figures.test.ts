import { describe, expect, it } from 'vitest';
import { keys, listed } from '../../../functions/adapters/dynamodb/keys.ts';
import { dynamoOfBusiness } from '../../../functions/adapters/dynamodb/of-business.ts';
import type { AppointmentId, CallId, TextId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { showOverview } from '../../../functions/domain/figures/show-overview.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, anAppointment, MONDAY_MORNING } from '../../support/builders.ts';
import { memoryTable } from '../../support/memory-database.ts';
import { roundsOf } from '../../support/rounds.ts';

const ids = derivedIds(hashing);
const clock = { now: () => MONDAY_MORNING };
const patient = { pause: async () => undefined, chance: () => 0.5 };
const business = aBusiness();
const { id } = business;
const AT = '2026-11-23T14:00:00.000Z';

/** So many calls, each with an appointment, its fee and its text. */
const rowsOf = (many: number) => [
  { ...keys.configuration(id), ...business },
  { ...keys.account(id), v: 1, businessId: id },
  { ...keys.accountInvoice(id, 'in_1'), v: 1, id: 'in_1', state: 'paid', at: AT, paidCents: 20_000 },
  ...Array.from({ length: many }, (_, index) => {
    const appointment = anAppointment({
      id: `apt_figures${String(index).padStart(4, '0')}` as AppointmentId,
    });
    const call = `call_${index}` as CallId;
    const text = `txt_figures${index}` as TextId;
    return [
      { ...keys.call(id, call), v: 1, id: call, startedAt: AT, outcome: 'booked', ...listed('calls', AT) },
      {
        ...keys.appointment(id, appointment.id),
        ...appointment,
        ...listed('appointments', appointment.startsAt),
      },
      {
        ...keys.fee(id, appointment.id),
        ...{ v: 1, state: 'charged', amountCents: 5000, createdAt: AT },
        ...listed('fees', AT),
      },
      {
        ...keys.text(id, appointment.id, text),
        ...{ v: 1, id: text, state: 'delivered', requestedAt: AT },
        ...listed('texts', AT),
      },
    ];
  }).flat(),
];

describe('what figures are counted from, in the table [C4]', () => {
  it('is read in two rounds for the overview, the first of which is every Query there is, however much there was', async () => {
    const { db, name } = memoryTable(rowsOf(150), clock.now).reaching(() => true);
    const { db: watched, rounds } = roundsOf(db);
    const own = dynamoOfBusiness({ db: watched, name }, { ids, clock, waiting: patient });

    const overview = await showOverview(own)(id, { nowMs: MONDAY_MORNING, isOwner: true });

    expect(overview.today).toMatchObject({ calls: 150, answered: 150, booked: 150 });
    expect(overview.monthSoFar).toMatchObject({
      feesCents: 750_000,
      subscriptionCents: 20_000,
      textsSent: 150,
    });
    expect(rounds.map((actions) => [...new Set(actions)])).toEqual([['Get', 'Query'], ['Get']]);
    expect(rounds[0]?.filter((action) => action === 'Query')).toHaveLength(6);
    expect(rounds[1]).toHaveLength(3 * 150 + 60);
  });
});
