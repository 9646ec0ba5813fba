import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { aFeeWorld } from '../../support/fee-world.ts';
import type { Trouble } from '../../support/payments.ts';

const MINUTES_2 = 120_000;
const DAY = 86_400_000;
const STEPS = ['draft', 'itemise', 'issue', 'collect'] as const;
type Step = (typeof STEPS)[number];
type World = ReturnType<typeof aFeeWorld>;

/** What goes wrong in the attempt after the one that was held up. */
const TROUBLES: readonly (Trouble | 'nothing')[] = [
  'nothing',
  'held',
  'lost_before',
  'lost_after',
  'error_before',
  'error_after',
  'unavailable',
];
/** More requests than any of these plays makes: what is held up to there lands when all is over. */
const MOST_REQUESTS = 16;

const again = async ({ charge, clock, payments }: World): Promise<void> => {
  clock.pass(MINUTES_2);
  try {
    await charge();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    payments.land();
    clock.pass(DAY);
  }
};

const toItsEnd = async (world: World): Promise<void> => {
  for (let attempt = 0; attempt < 10 && world.fees.row().state === 'owed'; attempt += 1) await again(world);
  world.payments.land();
};

const expectOneBill = ({ fees, payments }: World): void => {
  const { invoiceId } = fees.row();
  const others = payments.invoices().filter(({ id }) => id !== invoiceId);

  expect(payments.collected()).toBeLessThanOrEqual(1);
  // An empty draft collects nothing by itself.
  for (const other of others) expect(other).toMatchObject({ status: 'draft', lines: 0 });
  for (const { lines } of payments.invoices()) expect(lines).toBeLessThanOrEqual(1);
};

/** Each request in the place of which, or after which, a held one may land. */
const places = Array.from({ length: MOST_REQUESTS }, (_, nth) => nth);

const heldAt = async (
  step: Step,
  given: { readonly trouble: Trouble | 'nothing'; readonly at: Step; readonly lands: number },
) => {
  const world = aFeeWorld();
  world.payments.plan(step, 'held');
  await world.charge();
  if (given.trouble !== 'nothing') world.payments.plan(given.at, given.trouble);
  world.payments.landBefore(world.payments.asked.length + given.lands);
  return world;
};

describe('a request that lands after we gave it up [B2]', () => {
  it.each(STEPS)('F-BL-2: charges once and itemises once, whenever a late %s lands', async (step) => {
    for (const trouble of TROUBLES) {
      for (const at of STEPS) {
        for (const lands of places) {
          const world = await heldAt(step, { trouble, at, lands });

          await toItsEnd(world);

          expect(world.fees.row().state).toBe('charged');
          expect(world.payments.collected()).toBe(1);
          expect(world.payments.invoices().filter(({ status }) => status === 'paid')).toMatchObject([
            { id: world.fees.row().invoiceId, lines: 1, totalCents: 5000 },
          ]);
          expectOneBill(world);
        }
      }
    }
  });

  it.each(STEPS)(
    'F-BL-2: leaves one bill where the card is declined meanwhile and %s lands late',
    async (step) => {
      for (const lands of places) {
        const world = await heldAt(step, { trouble: 'nothing', at: step, lands });
        world.payments.decline('insufficient_funds');

        await toItsEnd(world);

        expect(world.fees.row().state).toBe('declined');
        expectOneBill(world);
      }
    },
  );

  it.each(STEPS)(
    'F-BL-2: bills nothing that is called off meanwhile, or once, when %s lands late',
    async (step) => {
      for (const trouble of ['nothing', 'held', 'lost_after'] as const) {
        for (const lands of places) {
          const world = await heldAt(step, { trouble: 'nothing', at: step, lands });
          world.cancelAppointment();
          if (trouble !== 'nothing') world.payments.plan('callOff', trouble);

          await toItsEnd(world);

          const { state } = world.fees.row();
          expect(state).toBe(world.payments.collected() === 1 ? 'charged' : 'waived');
          if (state === 'waived') {
            const statuses = world.payments.invoices().map(({ status }) => status);
            expect(statuses.filter((status) => status === 'open' || status === 'paid')).toEqual([]);
          }
          expectOneBill(world);
        }
      }
    },
  );
});
