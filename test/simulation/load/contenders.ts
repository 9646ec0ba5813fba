import type { Business } from '../../../functions/domain/business/business.ts';
import { quartersOf } from '../invariants/bookings.ts';
import { sortRows } from '../invariants/check-end.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Call, Slot, Told } from '../world/phone.ts';
import { answersOf } from './answers.ts';
import { createGauge } from './gauge.ts';
import type { LoadReport } from './report.ts';
import { openStage, type Stage } from './stage.ts';
import { busyBusiness } from './town.ts';

const DAY_MS = 86_400_000;
/** They ring one after another, so that everybody has been offered the time before anybody wants it. */
const RINGS_PER_SECOND = 200;
const MOST_TRIES = 20;

const businessOfOneCrew = (chance: Chance, index: number, startMs: number): Business => ({
  ...busyBusiness(chance, index, startMs),
  crews: [{ id: 'a', name: 'a' }],
  horizonDays: 4,
});

type Contender = { readonly call: Call; readonly slot: Slot };

/** Everybody is offered the same time, in a call and under a slot id of their own. */
const offerAll = async (stage: Stage, count: number): Promise<readonly Contender[]> => {
  const { kernel, universe, report } = stage;
  const [business] = universe.businesses;
  if (business === undefined) throw new Error('a run without a business');
  const phone = universe.phoneOf(business);
  const date = new Date(kernel.now + 2 * DAY_MS).toISOString().slice(0, 10);
  const contenders: Contender[] = [];
  const ring = async (index: number): Promise<void> => {
    const call = await phone.dial(`+1512${String(2_000_000 + index)}`);
    const [slot] = await call.lookUp({ date_from: date, date_to: date });
    if (slot === undefined) report('L1', `${call.id} is offered nothing`);
    else contenders.push({ call, slot });
  };
  for (let index = 0; index < count; index += 1) {
    kernel.after((index * 1000) / RINGS_PER_SECOND, () => void ring(index));
  }
  await stage.passTo(kernel.now + (count * 1000) / RINGS_PER_SECOND + 60_000);
  return contenders;
};

/** Until there is a clear answer: who is asked to try again does. */
const insist = async ({ kernel, chance }: Stage, { call, slot }: Contender): Promise<Told | undefined> => {
  for (let tried = 1; ; tried += 1) {
    const told = await call.book(slot);
    if (told?.code !== 'busy_try_again' || tried === MOST_TRIES) return told;
    await kernel.wait(chance.between(300, 2_000));
  }
};

/** What one time of one crew leaves behind, and nothing more. */
const checkLeft = ({ universe, report }: Stage, winner: Told | undefined): void => {
  const { appointments, fees, days } = sortRows(universe.rows());
  const quarters = days.flatMap(quartersOf);
  const [appointment] = appointments;
  if (appointments.length !== 1 || appointment?.id !== winner?.booking_id) {
    report('B1', `${appointments.length} appointments are there, and ${winner?.booking_id} was told`);
  }
  const wanted = Number(appointment?.durationMinutes) / 15;
  if (quarters.length !== wanted) report('B6', `${quarters.length} quarters are taken and not ${wanted}`);
  if (fees.length !== 1) report('C1', `${fees.length} fees are there`);
  const paid = universe.stripe.paidInvoices().filter(({ metadata }) => metadata.kind === 'booking_fee');
  if (paid.length !== 1) report('C1', `${paid.length} invoices were paid`);
};

/** So many callers book one time of one crew in the same instant, each in a call of their own; one gets it. */
export const playContenders = async (
  seed: number,
  count: number,
  onSecond: (second: number) => void,
): Promise<LoadReport> => {
  const { stage, gauge } = await openStage(seed, 1, businessOfOneCrew, (universe) =>
    createGauge(universe, onSecond),
  );
  const { kernel, universe, report } = stage;
  const begunMs = kernel.now;
  const contenders = await offerAll(stage, count);
  const starts = new Set(contenders.map(({ slot }) => slot.starts_at));
  if (starts.size !== 1) report('L1', `times are offered that differ: ${[...starts].join(', ')}`);

  universe.edge.statuses.clear();
  const wantedMs = kernel.now;
  const answers: (Told | undefined)[] = [];
  let answeredMs = 0;
  for (const contender of contenders) {
    void insist(stage, contender).then((told) => {
      answers.push(told);
      answeredMs = kernel.now;
    });
  }
  const restMs = await stage.rest();
  for (const { call } of contenders.slice(0, 1)) call.hangUp();
  await stage.rest();

  const winners = answers.filter((told) => told?.ok);
  const lost = answers.filter((told) => told?.code === 'slot_taken');
  const silent = answers.filter((told) => told === undefined).length;
  if (winners.length !== 1) report('L1', `${winners.length} of ${count} were told that they have the time`);
  if (lost.length !== count - 1) report('L1', `${lost.length} of ${count} were told that it was taken`);
  if (silent > 0) report('L1', `${silent} of ${count} heard nothing`);
  const ours = starts.values().next().value;
  if (lost.some((told) => told?.slots?.some(({ starts_at }) => starts_at === ours))) {
    report('L1', 'somebody was told that the time is taken and offered it again');
  }
  checkLeft(stage, winners[0]);
  const edge = answersOf(stage);
  stage.end();
  return {
    seed,
    violations: stage.violations,
    figures: {
      contenders: count,
      winners: winners.length,
      'told that it is taken': lost.length,
      'asked to try again first': universe.heard.filter(({ answer }) => answer?.code === 'busy_try_again')
        .length,
      'heard nothing': silent,
      'milliseconds until the last was answered': answeredMs - wantedMs,
    },
    answers: edge,
    deepest: gauge.deepest,
    restSeconds: restMs / 1000,
    simulatedSeconds: (kernel.now - begunMs) / 1000,
    ioPoints: kernel.ioCount,
    seconds: gauge.seconds(),
    digest: gauge.digest(),
  };
};
