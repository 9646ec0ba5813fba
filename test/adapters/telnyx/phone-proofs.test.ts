import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { aProvisionWorld, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const PHONE = '+15125550199';

describe('the proof of a phone over Telnyx [O2]', () => {
  let world: ProvisionWorld;
  beforeEach(async () => {
    world = await aProvisionWorld();
  });
  afterEach(() => world.stop());

  const code = () => String(world.telnyx.codes().at(-1)?.code);
  const wrong = () => String((Number(code()) + 1) % 100_000).padStart(5, '0');

  it.each([
    ['text', 'sms'],
    ['call', 'call'],
  ] as const)('is a code by %s, sent by the platform’s profile and said back once', async (by, way) => {
    await world.proofs.send(PHONE, by);

    expect(world.sent('POST', new RegExp(`verifications/${way}$`))).toEqual([
      { phone_number: PHONE, verify_profile_id: LOCAL_PLATFORM.verifyProfileId, timeout_secs: 300 },
    ]);
    expect(await world.proofs.check(PHONE, wrong())).toBe(false);
    expect(await world.proofs.check(PHONE, code())).toBe(true);
    expect(await world.proofs.check(PHONE, code())).toBe(false);
  });

  it('may be written with spaces and dashes', async () => {
    await world.proofs.send(PHONE, 'text');

    expect(await world.proofs.check(PHONE, ` ${code().slice(0, 2)}-${code().slice(2)} `)).toBe(true);
  });

  it.each(['', '12', 'abcde', '12345678901', '1234½'])(
    'is nothing that no code looks like (%s)',
    async (said) => {
      await world.proofs.send(PHONE, 'text');

      expect(await world.proofs.check(PHONE, said)).toBe(false);
      expect(world.sent('POST', /verify$/)).toEqual([]);
    },
  );

  it('is not another phone’s code, nor one before the last', async () => {
    await world.proofs.send('+15125550198', 'text');
    const theirs = code();
    await world.proofs.send(PHONE, 'text');
    const former = code();
    do await world.proofs.send(PHONE, 'text');
    while (code() === former || code() === theirs);

    expect(await world.proofs.check(PHONE, theirs)).toBe(false);
    expect(await world.proofs.check(PHONE, former)).toBe(false);
    expect(await world.proofs.check(PHONE, code())).toBe(true);
  });

  it('may be tried five times: the fifth passes, the sixth does not', async () => {
    for (const { mistakes, passes } of [
      { mistakes: 4, passes: true },
      { mistakes: 5, passes: false },
    ]) {
      await world.proofs.send(PHONE, 'text');
      for (let time = 0; time < mistakes; time += 1) await world.proofs.check(PHONE, wrong());

      expect(await world.proofs.check(PHONE, code())).toBe(passes);
    }
  });

  it('holds for five minutes, to the millisecond', async () => {
    for (const { after, passes } of [
      { after: 299_999, passes: true },
      { after: 300_000, passes: false },
    ]) {
      await world.proofs.send(PHONE, 'text');
      world.clock.pass(after);

      expect(await world.proofs.check(PHONE, code())).toBe(passes);
    }
  });

  it('is refused by text where a phone takes none, and can be called', async () => {
    world.telnyx.takeNoTexts(PHONE);

    expect(await refusalOf(world.proofs.send(PHONE, 'text'))).toMatchObject({ code: 'vendor_refused' });
    await world.proofs.send(PHONE, 'call');
    expect(await world.proofs.check(PHONE, code())).toBe(true);
  });

  it('is neither right nor wrong when Telnyx cannot say', async () => {
    await world.proofs.send(PHONE, 'text');
    world.telnyx.faults.add({ effect: 'refuse-503', times: 1 });
    expect(await refusalOf(world.proofs.check(PHONE, code()))).toMatchObject({ code: 'vendor_unavailable' });
    world.telnyx.faults.add({ effect: 'garbage', times: 1 });
    expect(await refusalOf(world.proofs.check(PHONE, code()))).toMatchObject({
      code: 'vendor_outcome_unknown',
    });
  });
});
