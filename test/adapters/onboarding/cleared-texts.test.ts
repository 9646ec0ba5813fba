import { describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { confirmationText } from '../../../functions/domain/text/text.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { anAppointment } from '../../support/builders.ts';
import { inMemory } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';
import { aSender } from '../../support/provision-world.ts';

const ids = derivedIds(hashing);
const HOUR_MS = 60 * 60_000;

/** A line that answers, whose owner has said who sends its texts. */
const aRegistered = async () => {
  const world = await onboardingWorld(inMemory());
  await world.allTheWay();
  const { say, goOn, vendors, clock, businessId, texts, settings } = world;
  const { made } = vendors;
  await say('registerTexting', aSender());
  await goOn();
  const number = String([...made.owned.keys()][0]);
  let held = 0;
  /** One of its customers is booked, and not texted. */
  const holdOne = async () => {
    held += 1;
    const id = `apt_held${held}${businessId.replace('biz_', '')}` as AppointmentId;
    const at = new Date(clock.now()).toISOString();
    const text = await texts.create(confirmationText(ids, anAppointment({ id, businessId }), at), {
      announced: false,
    });
    const outcome = await texts.hold(text, step.suppressed(text, 'not_registered', clock.now()), number);
    return { text, outcome };
  };
  const cleared = async () => (await settings.find(businessId))?.clearedForTexts;
  const texting = async () => (await world.stepsNow()).steps.texting;
  /** So many looks of ours, an hour apart, from a morning on. */
  const look = async (times = 3) => {
    for (let one = 0; one < times; one += 1) {
      clock.pass(HOUR_MS + 1);
      await goOn();
    }
  };
  const agreed = async () => {
    made.brands.set(businessId, { id: 'brand', standing: 'accepted' });
    made.campaigns.set(businessId, { id: 'camp', standing: 'accepted' });
    await look();
  };
  return { ...world, made, number, holdOne, cleared, texting, look, agreed };
};

describe('texts of a business that carriers come to know [N1]', () => {
  it('are asked for anew when its number is in the campaign, and none is held after', async () => {
    const { holdOne, agreed, cleared, number, texts, texting } = await aRegistered();
    const first = await holdOne();
    const second = await holdOne();
    expect(await cleared()).toBeUndefined();

    await agreed();

    expect(await texting()).toMatchObject({ state: 'done' });
    expect(await cleared()).toMatchObject({ number });
    for (const { text } of [first, second])
      expect(await texts.find(text)).toMatchObject({ state: 'requested' });
    expect((await holdOne()).outcome).toBe('cleared');
  });

  it('are all asked for anew also where the worker dies between the word and the texts', async () => {
    const { holdOne, agreed, look, held, cleared, texts, texting } = await aRegistered();
    const { text } = await holdOne();
    const { of } = held;
    let deaths = 0;
    held.of = (...given) => {
      deaths += 1;
      if (deaths === 1) throw new Error('died');
      return of(...given);
    };

    await expect(agreed()).rejects.toThrow('died');
    expect(await cleared()).toBeDefined();
    expect(await texts.find(text)).toMatchObject({ state: 'suppressed' });
    await look(2);

    expect(await texting()).toMatchObject({ state: 'done' });
    expect(await texts.find(text)).toMatchObject({ state: 'requested' });
  });

  it('are looked through once, however often carriers tell the same', async () => {
    const { agreed, held, goOn } = await aRegistered();
    const { of } = held;
    let looks = 0;
    held.of = (...given) => {
      looks += 1;
      return of(...given);
    };
    await agreed();
    for (let told = 0; told < 3; told += 1) await goOn('provision.told');

    expect(looks).toBe(1);
  });

  it('are held again where carriers end it, until they agree once more', async () => {
    const { agreed, goOn, made, businessId, cleared, holdOne, texting, texts, say, look } =
      await aRegistered();
    await agreed();
    made.campaigns.set(businessId, { id: 'camp', standing: 'rejected', reason: 'complaints' });
    await goOn('provision.told');

    expect(await texting()).toMatchObject({ problem: { code: 'campaign_rejected', detail: 'complaints' } });
    expect(await cleared()).toBeUndefined();
    const { text, outcome } = await holdOne();
    expect(outcome).toBe('held');
    // No word of theirs hands it in anew: that is for a person to say.
    await goOn('provision.told');
    expect(made.campaigns.get(businessId)?.id).toBe('camp');

    await say('retryStep', {}, { step: 'texting' });
    await goOn();
    made.campaigns.set(businessId, { id: 'camp 2', standing: 'accepted' });
    await look(4);
    expect(await texting()).toMatchObject({ state: 'done' });
    expect(await texts.find(text)).toMatchObject({ state: 'requested' });
  });

  it('are held again also where carriers end it while somebody looks whether they still agree', async () => {
    const { agreed, goOn, made, businessId, cleared, texting, vendors } = await aRegistered();
    await agreed();
    const { registrations } = vendors.ports;
    const { assignment } = registrations;
    let looks = 0;
    registrations.assignment = async (number) => {
      looks += 1;
      if (looks === 1) {
        made.campaigns.set(businessId, { id: 'camp', standing: 'rejected', reason: 'complaints' });
        await goOn('provision.told');
      }
      return assignment(number);
    };
    await goOn('provision.told');

    expect(await texting()).toMatchObject({ state: 'stuck', problem: { code: 'campaign_rejected' } });
    expect(await texting()).not.toHaveProperty('isOvertaken');
    expect(await cleared()).toBeUndefined();
    expect(made.campaigns.get(businessId)?.id).toBe('camp');
  });

  it('are taken for one that had registered before this was written down', async () => {
    const { agreed, clearance, businessId, cleared, number, holdOne, texts, goOn, made } =
      await aRegistered();
    await agreed();
    await clearance.withdraw(businessId);
    const { text } = await holdOne();
    const campaigns = new Map(made.campaigns);

    await goOn('settings.changed');

    expect(await cleared()).toMatchObject({ number });
    expect(await texts.find(text)).toMatchObject({ state: 'requested' });
    expect(made.campaigns).toEqual(campaigns);
  });

  it('tells its owner meanwhile that customers are not texted', async () => {
    const { say, agreed } = await aRegistered();
    const told = async () => (await say('showOnboarding')).steps.find(({ name }) => name === 'texting')?.says;

    expect(await told()).toContain('Until they have agreed, customers are not texted.');
    await agreed();
    expect(await told()).toBe('Done.');
  });
});
