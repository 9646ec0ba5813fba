import { describe, expect, it } from 'vitest';
import { onBothStores } from '../../support/on-both-stores.ts';
import { aSender } from '../../support/provision-world.ts';
import { ANN, aSoleProprietor, MOBILE } from '../../support/sole-proprietor.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WRONG = '999999';

onBothStores('a sole proprietor who registers texts [N1, O1]', (store) => {
  it('reads back the PIN that the registry texts them, and their texts are taken in the end', async () => {
    const { register, readBack, agreed, texting, told, made, settings, businessId, clock, goOn } =
      await aSoleProprietor(store());
    await register();

    expect(made.pins).toMatchObject([{ phone: MOBILE }]);
    expect(await texting()).toMatchObject({ state: 'waiting', waitsFor: 'pin' });
    expect((await told()).says).toContain(MOBILE.slice(-4));
    await readBack();
    clock.pass(MINUTE_MS);
    await goOn();
    expect(await texting()).toMatchObject({ state: 'waiting', waitsFor: 'campaign-review' });
    expect(await settings.find(businessId)).not.toHaveProperty('clearedForTexts');
    await agreed();

    const [number] = [...made.owned.keys()];
    expect(await texting()).toMatchObject({ state: 'done' });
    expect(await settings.find(businessId)).toMatchObject({ clearedForTexts: { number } });
    expect(made.pins).toHaveLength(1);
  });

  it('has their PIN in no row, before it is checked and after', async () => {
    const world = await aSoleProprietor(store());
    const { register, say, goOn, made, rows } = { ...world, rows: world.store.rows };
    await register();
    const pin = String(made.pins.at(-1)?.pin);
    const ownRows = async () =>
      JSON.stringify((await rows()).filter(({ pk }) => String(pk).includes(world.businessId)));

    await say('provePin', { pin });
    expect((await world.texting()).given?.pin?.said).toEqual(expect.any(String));
    expect(await ownRows()).not.toContain(pin);
    await goOn();

    expect((await world.texting()).given?.pin).not.toHaveProperty('said');
    expect(await ownRows()).not.toContain(pin);
  });

  it('is texted one PIN, however many times and at once they say who they are and ask for it', async () => {
    const { say, goOn, made } = await aSoleProprietor(store());

    await Promise.all([1, 2, 3].map(() => say('registerTexting', ANN).catch(() => undefined)));
    await Promise.allSettled([goOn(), goOn(), goOn()]);
    await Promise.allSettled([say('textPin'), say('textPin'), say('registerTexting', ANN)]);
    await goOn();

    expect(made.pins).toHaveLength(1);
    expect(made.phones.size).toBe(1);
  });
});

describe('the PIN of a sole proprietor [N1]', () => {
  it('is said to be wrong, and the right one is taken after', async () => {
    const { register, readBack, texting, told, made } = await aSoleProprietor();
    await register();
    await readBack(WRONG);

    expect(await texting()).toMatchObject({ state: 'stuck', problem: { code: 'pin_wrong' } });
    expect((await told()).says).toContain('not the PIN');
    await readBack();
    expect(await texting()).toMatchObject({ state: 'waiting', waitsFor: 'brand-review' });
    expect(made.pins).toHaveLength(1);
  });

  it('is guessed at five times and no more, however it is said: then another one is texted', async () => {
    const { register, readBack, askAgain, texting, made, ports, clock } = await aSoleProprietor();
    const checked: string[] = [];
    const { checkPin } = ports.registrations;
    ports.registrations.checkPin = (brandId, pin) => {
      checked.push(pin);
      return checkPin(brandId, pin);
    };
    await register();
    const first = made.pins.at(-1)?.pin;
    for (let guess = 1; guess <= 7; guess += 1) await readBack(WRONG);
    await readBack(first);

    expect(checked).toHaveLength(5);
    expect(await texting()).toMatchObject({ state: 'stuck', problem: { code: 'pin_expired' } });
    clock.pass(MINUTE_MS);
    await askAgain();
    expect(made.pins).toHaveLength(2);
    await readBack(first);
    expect(await texting()).toMatchObject({ problem: { code: 'pin_wrong' } });
    await readBack();
    expect(await texting()).toMatchObject({ waitsFor: 'brand-review' });
  });

  it('holds for a day, by their clock and by ours', async () => {
    const { register, readBack, askAgain, texting, becomes, clock, goOn, made } = await aSoleProprietor();
    await register();
    clock.pass(DAY_MS);
    await goOn();
    expect(await texting()).toMatchObject({ state: 'stuck', problem: { code: 'pin_expired' } });

    await askAgain();
    becomes('expired');
    await readBack();
    expect(await texting()).toMatchObject({ state: 'stuck', problem: { code: 'pin_expired' } });
    expect(made.pins).toHaveLength(2);
  });

  it('is texted anew when they ask, once a minute, and each ends the one before', async () => {
    const { register, readBack, askAgain, texting, made, clock } = await aSoleProprietor();
    await register();
    await askAgain();
    expect(made.pins).toHaveLength(1);
    clock.pass(MINUTE_MS);
    await askAgain();
    await askAgain();

    expect(made.pins).toHaveLength(2);
    await readBack(made.pins[0]?.pin);
    expect(await texting()).toMatchObject({ problem: { code: 'pin_wrong' } });
  });

  it('that was read back for the one before is not taken for the next one', async () => {
    const { register, say, goOn, made, clock, texting } = await aSoleProprietor();
    await register();
    const [first] = made.pins;
    clock.pass(MINUTE_MS);
    // The worker has not heard yet that another was asked for.
    await say('provePin', { pin: first?.pin });
    await say('textPin');
    await goOn();

    expect(made.pins).toHaveLength(2);
    expect((await texting()).made.pin?.isTaken).toBeUndefined();
  });

  it('that does not arrive is told of, with the phone', async () => {
    const { register, becomes, texting, told, clock, goOn, vendors } = await aSoleProprietor();
    vendors.ports.registrations.textedPin = async (brandId) => vendors.made.pinStates.get(brandId);
    await register();
    becomes('undelivered');
    clock.pass(3 * MINUTE_MS);
    await goOn();

    expect(await texting()).toMatchObject({ state: 'stuck', problem: { code: 'pin_not_delivered' } });
    expect((await told()).says).toContain(MOBILE.slice(-4));
  });

  it('goes to another phone where they name one: another brand, and the first is nobody’s concern', async () => {
    const { register, readBack, texting, made } = await aSoleProprietor();
    await register();
    await register({ ...ANN, mobilePhone: '+15125550178' });

    expect(made.pins.map(({ phone }) => phone)).toEqual([MOBILE, '+15125550178']);
    await readBack(made.pins[0]?.pin);
    expect(await texting()).toMatchObject({ problem: { code: 'pin_wrong' } });
    await readBack();
    expect(await texting()).toMatchObject({ waitsFor: 'brand-review' });
  });

  it('is texted to one phone four times a day, whoever asks', async () => {
    const { register, askAgain, texting, made, clock } = await aSoleProprietor();
    await register();
    for (let more = 1; more <= 4; more += 1) {
      clock.pass(MINUTE_MS);
      await askAgain();
    }

    expect(made.pins).toHaveLength(4);
    expect(await texting()).toMatchObject({ state: 'stuck', problem: { code: 'pin_refused' } });
    clock.pass(DAY_MS);
    await askAgain();
    expect(made.pins).toHaveLength(5);
  });

  it('is not asked of a company, nor read back where none was texted', async () => {
    const { say, register, texting, made } = await aSoleProprietor();
    await expect(say('provePin', { pin: '123456' })).rejects.toMatchObject({ code: 'step_not_open' });
    await expect(say('textPin')).rejects.toMatchObject({ code: 'step_not_open' });
    await register(aSender());

    await expect(say('provePin', { pin: '123456' })).rejects.toMatchObject({ code: 'step_not_open' });
    await expect(say('textPin')).rejects.toMatchObject({ code: 'step_not_open' });
    expect(made.pins).toEqual([]);
    expect(await texting()).toMatchObject({ waitsFor: 'brand-review' });
  });

  it('is read back no more once it was taken', async () => {
    const { register, readBack, say, agreed, texting } = await aSoleProprietor();
    await register();
    await readBack();
    await expect(say('provePin', { pin: '123456' })).rejects.toMatchObject({ code: 'step_not_open' });
    await agreed();
    expect(await texting()).toMatchObject({ state: 'done' });
    await expect(say('textPin')).rejects.toMatchObject({ code: 'step_not_open' });
  });
});
