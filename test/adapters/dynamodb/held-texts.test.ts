import { expect, it } from 'vitest';
import { dynamoHeldTexts } from '../../../functions/adapters/dynamodb/held-texts.ts';
import { dynamoClearance } from '../../../functions/adapters/dynamodb/text-clearance.ts';
import { dynamoTexts } from '../../../functions/adapters/dynamodb/texts.ts';
import type { AppointmentId, BusinessId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { releaseHeld } from '../../../functions/domain/text/release-held.ts';
import { type Confirmation, confirmationText } from '../../../functions/domain/text/text.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness, aClock, anAppointment, MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { storeBusiness } from '../../support/stored-business.ts';

const ids = derivedIds(hashing);
const AT = new Date(NOW).toISOString();
const LATER = new Date(NOW + 60_000).toISOString();
let serial = 0;

onBothStores('texts that wait until carriers take them [N1]', (store) => {
  /** A business that carriers have not heard of, and what it wants to text. */
  const aWorld = async (differing: Partial<Business> = { clearedForTexts: undefined }) => {
    const table = store();
    serial += 1;
    const id = `biz_held${String(serial).padStart(4, '0')}` as BusinessId;
    const number = `+1512559${String(1000 + serial)}`;
    const business = aBusiness({
      id,
      agentIds: [`agent_held${serial}`],
      numbers: [number],
      messaging: { from: number, messagingProfileId: 'profile' },
      billing: { ...aBusiness().billing, stripeCustomerId: `cus_held${serial}` },
      ...differing,
    });
    const { rows } = await storeBusiness(table, business, anAppointment({ businessId: id }));
    const texts = dynamoTexts(table, ids, hashing, waiting);
    const held = dynamoHeldTexts(table);
    const clearance = dynamoClearance(table);
    const aText = async (which = 1): Promise<Confirmation> => {
      const appointment = anAppointment({
        id: `apt_held${serial}x${which}` as AppointmentId,
        businessId: id,
      });
      return texts.create(confirmationText(ids, appointment, AT), { announced: false });
    };
    const hold = (text: Confirmation) =>
      texts.hold(text, step.suppressed(text, 'not_registered', NOW), number);
    const release = (clock = aClock()) => releaseHeld({ held, texts, clock })(business);
    const heldNow = async () => {
      const found: Confirmation[] = [];
      for await (const text of held.of(id)) found.push(text);
      return found;
    };
    const cleared = async () => (await rows()).find(({ sk }) => sk === '0#CFG')?.clearedForTexts;
    const record = async () =>
      (await rows()).filter(({ pk }) => pk === `BIZ#${id}#AUDIT`).map(({ what, facts }) => ({ what, facts }));
    return {
      ...{ business, number, rows, texts, held, clearance, cleared, record },
      aText,
      hold,
      release,
      heldNow,
    };
  };

  it('end as what they are, on record, and are found until they are asked for anew', async () => {
    const { aText, hold, heldNow, release, texts, record } = await aWorld();
    const text = await aText();

    expect(await hold(text)).toBe('held');
    expect(await heldNow()).toMatchObject([{ id: text.id, state: 'suppressed' }]);
    expect(await record()).toMatchObject([{ what: 'text.suppressed', facts: { because: 'not_registered' } }]);
    expect(await release()).toBe(1);

    expect(await heldNow()).toEqual([]);
    const revived = await texts.find(text);
    expect(revived).toMatchObject({ state: 'requested', dueAt: AT });
    expect(revived).not.toHaveProperty('suppressedBecause');
    expect(revived).not.toHaveProperty('settledAt');
  });

  it('are announced when they are asked for anew, and wake by themselves', async () => {
    const { aText, hold, release, rows } = await aWorld();
    const text = await aText();
    await hold(text);
    await release();

    const row = (await rows()).find(({ id }) => id === text.id);
    expect(row).toMatchObject({ event: { name: 'text.requested' }, wake: { name: 'text.requested' } });
    expect(row?.duePk).toEqual(expect.any(String));
  });

  it('wait for the morning where carriers agree at night', async () => {
    const { aText, hold, release, texts } = await aWorld();
    const text = await aText();
    await hold(text);
    // 23:30 in Chicago.
    await release(aClock(Date.parse('2026-11-24T05:30:00Z')));

    expect(await texts.find(text)).toMatchObject({ state: 'requested', dueAt: '2026-11-24T14:00:00.000Z' });
  });

  it('are not held for a number that carriers take by now, and stay as they were', async () => {
    const { aText, hold, clearance, business, number, texts, record, heldNow } = await aWorld();
    const text = await aText();
    await clearance.grant(business.id, number, AT);

    expect(await hold(text)).toBe('cleared');
    expect(await texts.find(text)).toEqual(text);
    expect(await heldNow()).toEqual([]);
    expect(await record()).toEqual([]);
  });

  it('are held where only another number of it is taken', async () => {
    const { aText, hold } = await aWorld({ clearedForTexts: { number: '+15125590000', since: AT } });

    expect(await hold(await aText())).toBe('held');
  });

  it('are held by one of many at once, and not by who has read what is over', async () => {
    const { aText, hold, record } = await aWorld();
    const text = await aText();

    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => hold(text)));

    expect(outcomes.toSorted()).toEqual(['changed', 'changed', 'changed', 'changed', 'held']);
    expect(await record()).toHaveLength(1);
  });

  it('are only those: what ended otherwise, and what belongs to others, is left alone', async () => {
    const { aText, hold, texts, heldNow, release } = await aWorld();
    const others = await aWorld();
    await others.hold(await others.aText());
    const optedOut = await aText(1);
    await texts.move(optedOut, step.suppressed(optedOut, 'opted_out', NOW));
    await aText(2);
    const mine = await aText(3);
    await hold(mine);

    expect((await heldNow()).map(({ id }) => id)).toEqual([mine.id]);
    expect(await release()).toBe(1);
    expect(await texts.find(optedOut)).toMatchObject({ suppressedBecause: 'opted_out' });
    expect(await others.heldNow()).toHaveLength(1);
  });

  it('are released once each, however many release them at once', async () => {
    const { aText, hold, release, texts } = await aWorld();
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map(aText));
    for (const text of all) await hold(text);

    const released = await Promise.all([release(), release(), release()]);

    expect(released.reduce((sum, one) => sum + one, 0)).toBe(all.length);
    for (const text of all) expect(await texts.find(text)).toMatchObject({ state: 'requested', epoch: 2 });
  });

  it('are all released where whoever does it dies on the way, and another begins anew', async () => {
    const { aText, hold, held, texts, business, release, heldNow } = await aWorld();
    for (const which of [1, 2, 3]) await hold(await aText(which));
    let moves = 0;
    const dying = releaseHeld({
      held,
      texts: {
        move: async (...given) => {
          moves += 1;
          if (moves > 2) throw new Error('died');
          return texts.move(...given);
        },
      },
      clock: aClock(),
    });

    await expect(dying(business)).rejects.toThrow('died');
    expect(await heldNow()).toHaveLength(1);
    expect(await release()).toBe(1);
    expect(await heldNow()).toEqual([]);
  });

  it('are none left over when they are held in the moment in which carriers agree', async () => {
    const { aText, hold, clearance, business, number, release, heldNow, texts } = await aWorld();
    const all = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(aText));

    const [outcomes] = await Promise.all([
      Promise.all(all.map(hold)),
      (async () => {
        await clearance.grant(business.id, number, AT);
        await release();
      })(),
    ]);

    expect(await heldNow()).toEqual([]);
    for (const [at, text] of all.entries()) {
      expect(['held', 'cleared']).toContain(outcomes[at]);
      expect(await texts.find(text)).toMatchObject({ state: 'requested' });
    }
  });

  it('are taken from the number that the business has, since when that was told first, until carriers end it', async () => {
    const { clearance, business, number, cleared } = await aWorld();

    await clearance.grant(business.id, '+15125599999', AT);
    expect(await cleared()).toBeUndefined();
    await clearance.grant(business.id, number, AT);
    await clearance.grant(business.id, number, LATER);
    expect(await cleared()).toEqual({ number, since: AT });
    await clearance.withdraw(business.id);
    await clearance.withdraw(business.id);
    expect(await cleared()).toBeUndefined();
  });

  it('leave nothing behind for a business that is not there', async () => {
    const { clearance, rows } = await aWorld();
    const nobody = 'biz_nobodyatall' as BusinessId;
    await clearance.grant(nobody, '+15125599999', AT);
    await clearance.withdraw(nobody);

    expect((await rows()).some(({ pk }) => String(pk).includes(nobody))).toBe(false);
    expect((await store().rows()).some(({ pk }) => String(pk).includes(nobody))).toBe(false);
  });
});
