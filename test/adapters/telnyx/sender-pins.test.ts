import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { aProvisionWorld, aSender, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const A1 = 'biz_a1' as BusinessId;
const DAY_MS = 24 * 60 * 60_000;
const MOBILE = '+15125550177';
const ann = aSender({ ein: undefined, firstName: 'Ann', lastName: 'Lee', mobilePhone: MOBILE });

describe('the PIN of a sole proprietor at Telnyx [N1]', () => {
  let world: ProvisionWorld;
  beforeEach(async () => {
    world = await aProvisionWorld();
  });
  afterEach(() => world.stop());

  const aBrand = async (sender = ann, id = A1) => (await world.registrations.submitBrand(id, sender)).id;
  const arrived = () => world.telnyx.settle('everything');
  const lastPin = () => String(world.telnyx.pins().at(-1)?.pin);
  const wrong = () => String((Number(lastPin()) + 1) % 1_000_000).padStart(6, '0');

  it('is texted to the mobile phone that they name, in words that say what for', async () => {
    const brandId = await aBrand();
    expect(await world.registrations.textedPin(brandId)).toBeUndefined();

    await world.registrations.textPin(brandId);

    const [texted] = world.telnyx.pins();
    expect(texted).toMatchObject({ phone: MOBILE, pin: expect.stringMatching(/^\d{6}$/) });
    expect(texted?.text).toContain(texted?.pin);
    expect(texted?.text).not.toContain('@OTP_PIN@');
    const [words] = world.sent('POST', /smsOtp$/) as [{ pinSms: string; successSms: string }];
    expect([words.pinSms.length <= 500, words.successSms.length <= 500]).toEqual([true, true]);
  });

  it('is texted to the phone of the business where they name no other', async () => {
    const { mobilePhone: _, ...plain } = ann;
    await world.registrations.textPin(await aBrand(plain));

    expect(world.telnyx.pins()).toMatchObject([{ phone: plain.phone }]);
  });

  it('is under way until the phone has it, or does not get it', async () => {
    const brandId = await aBrand();
    await world.registrations.textPin(brandId);
    const first = await world.registrations.textedPin(brandId);
    expect(first).toMatchObject({ state: 'under-way' });
    arrived();
    expect(await world.registrations.textedPin(brandId)).toEqual({ at: first?.at, state: 'delivered' });

    world.clock.pass(60_000);
    world.telnyx.takeNoTexts(MOBILE);
    await world.registrations.textPin(brandId);
    arrived();
    const second = await world.registrations.textedPin(brandId);
    expect(second?.state).toBe('undelivered');
    expect(second?.at).not.toBe(first?.at);
  });

  it('has the brand accepted when it is read back, and not before', async () => {
    const brandId = await aBrand();
    arrived();
    expect(await world.registrations.findBrand(A1, ann)).toEqual({ id: brandId, standing: 'unproven' });
    await world.registrations.textPin(brandId);

    expect(await world.registrations.checkPin(brandId, wrong())).toBe('wrong');
    expect(await world.registrations.findBrand(A1, ann)).toMatchObject({ standing: 'unproven' });
    expect(await world.registrations.checkPin(brandId, lastPin())).toBe('taken');

    expect(await world.registrations.findBrand(A1, ann)).toEqual({ id: brandId, standing: 'accepted' });
    expect(await world.registrations.textedPin(brandId)).toMatchObject({ state: 'taken' });
    expect(await world.told()).toContainEqual(
      expect.objectContaining({
        data: expect.objectContaining({
          payload: expect.objectContaining({ brandId, type: 'BRAND_OTP_VERIFIED', status: 'SUCCESS' }),
        }),
      }),
    );
  });

  it('is taken once, and whoever says it again hears that it was', async () => {
    const brandId = await aBrand();
    await world.registrations.textPin(brandId);
    await world.registrations.checkPin(brandId, lastPin());

    expect(await world.registrations.checkPin(brandId, lastPin())).toBe('taken');
    expect(await world.registrations.checkPin(brandId, wrong())).toBe('taken');
  });

  it('is taken also where the answer to it is lost: the next look tells', async () => {
    const brandId = await aBrand();
    await world.registrations.textPin(brandId);
    world.telnyx.faults.add({ effect: 'drop-connection-after', match: { method: 'PUT' }, times: 1 });

    expect(await refusalOf(world.registrations.checkPin(brandId, lastPin()))).toMatchObject({
      code: 'vendor_outcome_unknown',
    });
    expect(await world.registrations.textedPin(brandId)).toMatchObject({ state: 'taken' });
  });

  it('holds for a day, and no longer', async () => {
    const brandId = await aBrand();
    await world.registrations.textPin(brandId);
    arrived();
    world.clock.pass(DAY_MS - 1);
    expect(await world.registrations.checkPin(brandId, wrong())).toBe('wrong');
    world.clock.pass(1);

    expect(await world.registrations.checkPin(brandId, lastPin())).toBe('expired');
    expect(await world.registrations.textedPin(brandId)).toMatchObject({ state: 'expired' });
  });

  it('ends the one before', async () => {
    const brandId = await aBrand();
    await world.registrations.textPin(brandId);
    const before = lastPin();
    await world.registrations.textPin(brandId);
    if (before === lastPin()) await world.registrations.textPin(brandId);

    expect(await world.registrations.checkPin(brandId, before)).toBe('wrong');
    expect(await world.registrations.checkPin(brandId, lastPin())).toBe('taken');
  });

  it('is texted to nobody for a company, or for a brand that is rejected', async () => {
    const company = await aBrand(aSender());
    world.telnyx.setVerdicts({ brand: 'REGISTRATION_FAILED' });
    const rejected = await aBrand(ann, 'biz_a2' as BusinessId);
    arrived();

    for (const brandId of [company, rejected])
      expect(await refusalOf(world.registrations.textPin(brandId))).toMatchObject({ code: 'vendor_refused' });
    expect(world.telnyx.pins()).toEqual([]);
  });

  it('tells nothing of a registry that is down: it is asked again', async () => {
    const brandId = await aBrand();
    await world.registrations.textPin(brandId);
    world.telnyx.faults.add({ effect: 'refuse-503', match: { method: 'PUT' }, times: 1 });

    expect(await refusalOf(world.registrations.checkPin(brandId, lastPin()))).toMatchObject({
      code: 'vendor_unavailable',
    });
    expect(await world.registrations.checkPin(brandId, lastPin())).toBe('taken');
  });

  it('is another brand’s where they name another phone, until one of them is proven', async () => {
    const first = await aBrand();
    const elsewhere = { ...ann, mobilePhone: '+15125550178' };

    expect(await world.registrations.findBrand(A1, elsewhere)).toBeUndefined();
    expect(await world.registrations.findBrand(A1, elsewhere, first)).toBeUndefined();
    await world.registrations.textPin(first);
    await world.registrations.checkPin(first, lastPin());
    expect(await world.registrations.findBrand(A1, elsewhere, first)).toEqual({
      id: first,
      standing: 'accepted',
    });
  });
});
