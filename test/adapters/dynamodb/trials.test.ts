import { expect, it } from 'vitest';
import { dynamoTrials } from '../../../functions/adapters/dynamodb/trials.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { TRIAL_DAYS, trialPlan } from '../../../functions/domain/subscription/trial.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

let made = 0;

onBothStores('trials that nobody has twice [B1]', (open) => {
  /** Phones, addresses and cards that no other test has. */
  const world = () => {
    made += 1;
    const [serial, table] = [String(made).padStart(4, '0'), open()];
    const plan = trialPlan({
      trials: dynamoTrials(table, waiting),
      by: hashing,
      clock: { now: () => MONDAY_MORNING },
    });
    const business = (letter: string, place = letter) => ({
      id: `biz_trial${serial}${letter}` as BusinessId,
      name: `Apex ${place}`,
      address: `${serial} Main Street, ${place}`,
    });
    return {
      plan,
      business,
      phone: (line: number) => `+1512${serial}${String(line).padStart(3, '0')}`,
      card: (name: string) => `${name}${serial}`,
      rowsOf: async (letter: string) => {
        const rows = await table.rows();
        const id = business(letter).id;
        return rows.filter(({ pk, businessId }) => businessId === id || String(pk).startsWith(`BIZ#${id}#`));
      },
    };
  };

  it('are one a phone: the second business with it pays from the first day', async () => {
    const { plan, business, phone } = world();

    expect(await plan.claim(business('a'), phone(1))).toBe(TRIAL_DAYS);
    expect(await plan.claim(business('b'), phone(1))).toBe(0);
    expect(await plan.claim(business('b'), phone(2))).toBe(TRIAL_DAYS);
  });

  it('are one a name and address, however these are spelled', async () => {
    const { plan, business, phone } = world();
    const first = business('a');
    const spelled = {
      ...business('b'),
      name: 'APEX, A',
      address: first.address.replaceAll(' ', '  ').toUpperCase(),
    };

    expect(await plan.claim(first, phone(1))).toBe(TRIAL_DAYS);
    expect(await plan.claim(spelled, phone(2))).toBe(0);
    expect(await plan.claim({ ...spelled, address: '1 Elsewhere' }, phone(2))).toBe(TRIAL_DAYS);
  });

  it('leave nothing claimed to whoever did not get one', async () => {
    const { plan, business, phone, rowsOf } = world();
    await plan.claim(business('a'), phone(1));

    expect(await plan.claim(business('b'), phone(1))).toBe(0);

    expect(await rowsOf('b')).toEqual([]);
    expect(await plan.claim(business('c', 'b'), phone(3))).toBe(TRIAL_DAYS);
  });

  it('stay the same trial when the business asks again, also under another name', async () => {
    const { plan, business, phone } = world();
    const first = business('a');

    expect(await plan.claim(first, phone(1))).toBe(TRIAL_DAYS);
    expect(await plan.claim(first, phone(1))).toBe(TRIAL_DAYS);
    expect(await plan.claim({ ...first, name: 'Another' }, phone(1))).toBe(TRIAL_DAYS);
    expect(await plan.claim({ ...business('b'), name: 'Another', address: first.address }, phone(2))).toBe(0);
  });

  it('go to exactly one of many who want one phone at once', async () => {
    const { plan, business, phone } = world();
    const all = ['a', 'b', 'c', 'd', 'e'];

    const days = await Promise.all(all.map((letter) => plan.claim(business(letter), phone(1))));

    expect(days.toSorted()).toEqual([0, 0, 0, 0, TRIAL_DAYS]);
  });

  it('are not lost to two who take each their half of what both want at once', async () => {
    const { plan, business, phone } = world();
    const [one, other] = [business('a', 'x'), business('b', 'y')];

    const days = await Promise.all([
      plan.claim(one, phone(1)),
      plan.claim({ ...other, name: one.name, address: one.address }, phone(2)),
      plan.claim(other, phone(1)),
    ]);

    // Whoever comes first stops the others, and nobody stops everybody.
    expect(days.filter((number) => number > 0).length).toBeGreaterThan(0);
    expect(days[0] === TRIAL_DAYS && days[1] === TRIAL_DAYS).toBe(false);
    expect(days[0] === TRIAL_DAYS && days[2] === TRIAL_DAYS).toBe(false);
  });

  it('are given back by a visit that was given up, only what is its own, and once', async () => {
    const { plan, business, phone, rowsOf } = world();
    await plan.claim(business('a'), phone(1));
    await plan.claim(business('b'), phone(2));

    await plan.release(business('a').id);
    await plan.release(business('a').id);
    await plan.release(business('c').id);

    expect(await rowsOf('a')).toEqual([]);
    expect(await plan.claim(business('c'), phone(2))).toBe(0);
    expect(await plan.claim(business('c', 'a'), phone(1))).toBe(TRIAL_DAYS);
    await plan.release(business('a').id);
    expect(await plan.claim(business('d'), phone(1))).toBe(0);
  });

  it('are not given back once something was subscribed, and not had again by the same business', async () => {
    const { plan, business, phone, card } = world();
    await plan.claim(business('a'), phone(1));
    expect(await plan.claimCard(business('a').id, card('visa'))).toBe(true);

    await plan.release(business('a').id);

    expect(await plan.claim(business('b'), phone(1))).toBe(0);
    expect(await plan.claim(business('a'), phone(1))).toBe(0);
    expect(await plan.claim(business('a'), phone(9))).toBe(0);
  });

  it('are over for a card that another has tried with, which is on record once', async () => {
    const { plan, business, phone, card, rowsOf } = world();
    await plan.claim(business('a'), phone(1));
    await plan.claim(business('b'), phone(2));
    expect(await plan.claimCard(business('a').id, card('visa'))).toBe(true);

    expect(await plan.claimCard(business('b').id, card('visa'))).toBe(false);
    expect(await plan.claimCard(business('b').id, card('visa'))).toBe(false);

    const recorded = (await rowsOf('b')).filter(({ what }) => what === 'trial.ended');
    expect(recorded).toMatchObject([{ actor: 'system', facts: { because: 'card' } }]);
    expect((await rowsOf('a')).filter(({ what }) => what !== undefined)).toEqual([]);
    expect(await plan.claimCard(business('a').id, card('visa'))).toBe(true);
    expect(await plan.claimCard(business('b').id, card('other'))).toBe(true);
  });

  it('go on for exactly one of two who pay with one card at once', async () => {
    const { plan, business, phone, card } = world();
    const all = ['a', 'b', 'c'];
    for (const [line, letter] of all.entries()) await plan.claim(business(letter), phone(line));

    const goesOn = await Promise.all(all.map((letter) => plan.claimCard(business(letter).id, card('visa'))));

    expect(goesOn.filter(Boolean)).toHaveLength(1);
  });

  it('end in one way where a visit is given up and paid for at once', async () => {
    const { plan, business, phone, card } = world();
    await plan.claim(business('a'), phone(1));

    await Promise.all([plan.release(business('a').id), plan.claimCard(business('a').id, card('visa'))]);

    // Whichever was first, the card is known; and the phone is either the business's still or anybody's.
    expect(await plan.claimCard(business('b').id, card('visa'))).toBe(false);
    expect([0, TRIAL_DAYS]).toContain(await plan.claim(business('c'), phone(1)));
  });

  it('are known by rows that tell nothing of phone, name, address or card', async () => {
    const { plan, business, phone, card, rowsOf } = world();
    await plan.claim(business('a'), phone(1));
    await plan.claimCard(business('a').id, card('visa'));

    const told = JSON.stringify(await rowsOf('a'));

    for (const secret of [phone(1), phone(1).slice(2), 'Main', 'Apex', card('visa')]) {
      expect(told).not.toContain(secret);
    }
  });
});
