import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { inMemory } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';

describe('codes for phones that somebody names [O1, F-TEN-7]', () => {
  it('are sent only where one was asked for, however often the number is changed', async () => {
    const { say, profile, untilAtRest, vendors, stateOf, stepsNow, clock } = await onboardingWorld(
      inMemory(),
    );
    const sent: string[] = [];
    const { proofs } = vendors.ports;
    const { send } = proofs;
    proofs.send = async (number, by) => {
      sent.push(number);
      await send(number, by);
    };
    const names = (forwardFrom: string) =>
      say('confirmProfile', { zone: profile.zone, areaCode: '512', forwardFrom });
    await say('startOnboarding');
    await names('+15125550101');
    await say('sendPhoneCode', { by: 'text' });
    await untilAtRest();

    for (const number of ['+15125550102', '+15125550103', '+15125550102']) {
      await names(number);
      await say('retryStep', {}, { step: 'proof' });
      await untilAtRest();
    }

    expect(sent).toEqual(['+15125550101']);
    expect((await stepsNow()).steps.proof).toMatchObject({ state: 'waiting', waitsFor: 'how-to-send-code' });

    clock.pass(30_000);
    await say('sendPhoneCode', { by: 'text' });
    await untilAtRest();
    expect(sent).toEqual(['+15125550101', '+15125550102']);
    await say('provePhone', { code: vendors.made.codes.get('+15125550102') });
    await untilAtRest();
    expect(await stateOf('proof')).toBe('done');
  });

  it('are not sent to a phone that was sent enough of them, and that traps nobody', async () => {
    const { say, profile, untilAtRest, vendors, stateOf, stepsNow, clock } = await onboardingWorld(
      inMemory(),
    );
    const { proofs } = vendors.ports;
    const { send } = proofs;
    proofs.send = async () => {
      throw new Refusal('daily_cap_reached');
    };
    await say('startOnboarding');
    await say('confirmProfile', { zone: profile.zone, areaCode: '512' });
    await say('sendPhoneCode', { by: 'text' });
    await untilAtRest();
    expect((await stepsNow()).steps.proof).toMatchObject({
      state: 'stuck',
      problem: { code: 'phone_refused' },
    });

    proofs.send = send;
    clock.pass(86_400_000);
    await say('sendPhoneCode', { by: 'text' });
    await untilAtRest();
    expect(await stateOf('proof')).toBe('waiting');
    expect(vendors.made.codes.size).toBe(1);
  });
});
