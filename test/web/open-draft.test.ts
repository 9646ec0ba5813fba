import { describe, expect, it } from 'vitest';
import { CARRIERS } from '../../functions/domain/onboarding/forwarding.ts';
import { TRADE_PACKS } from '../../functions/domain/trade/trade-packs.ts';
import { messages } from '../../web/src/messages/messages.ts';
import {
  bodyOf,
  newDraft,
  type OpenDraft,
  STEPS,
  stepFaults,
  stepOf,
  type TradePack,
  usualOf,
  withPack,
} from '../../web/src/screens/open-business/open-draft.ts';

const packs = TRADE_PACKS as readonly TradePack[];
const hvac = packs.find(({ id }) => id === 'hvac');
const ME = { email: 'olivia@apex.example', name: 'Olivia Owner' };

const aDraft = (given: Partial<OpenDraft> = {}): OpenDraft => {
  const draft = newDraft(ME);
  return {
    ...draft,
    ...withPack(draft, packs, 'hvac'),
    name: 'Apex',
    address: '410 Pecan St',
    isZoneSure: true,
    phones: ['(512) 555-0100'],
    ...given,
  };
};

describe('a business that somebody describes [O1]', () => {
  it('begins with services, hours and the place of its trade', () => {
    expect(aDraft()).toMatchObject({ services: hvac?.services, hours: hvac?.hours, worksAt: 'customer' });
  });

  it('keeps what somebody has typed when the trade changes, and offers what is usual', () => {
    const own = aDraft({ services: [{ id: '', name: 'Duct cleaning', durationMinutes: 90 }] });

    const after = { ...own, ...withPack(own, packs, 'salon') };

    expect(after).toMatchObject({ packId: 'salon', services: own.services, hours: own.hours });
    expect(
      usualOf(
        after,
        packs.find(({ id }) => id === 'salon'),
      ),
    ).toMatchObject({ worksAt: 'premises' });
  });

  it('takes what another trade has where nothing was changed', () => {
    const draft = aDraft();

    expect(withPack(draft, packs, 'salon')).toMatchObject({ worksAt: 'premises' });
  });

  it('is sent with numbers as the API takes them, and callers put through to the same phone', () => {
    const { owner, crews } = bodyOf(aDraft({ phones: ['(512) 555-0100', ' ', '+44 20 7946 0958'] }));

    expect(owner).toEqual({
      email: ME.email,
      phones: ['+15125550100', '+442079460958'],
      transferNumber: '+15125550100',
    });
    expect(crews).toEqual([{ id: expect.stringMatching(/^[a-z]{2}$/), name: ME.name }]);
  });

  it('says of each step what is missing, and of a whole one nothing', () => {
    const empty = { ...newDraft(ME), crews: [{ id: 'a', name: '' }] };

    const missing = Array.from({ length: STEPS }, (_, step) =>
      Object.keys(stepFaults(empty, step, messages)),
    );

    expect(missing).toEqual([
      ['trade'],
      ['name', 'address', 'zone'],
      ['owner.phones.0'],
      ['services'],
      ['hours', 'crews.0.name'],
    ]);
    for (let step = 0; step < STEPS; step += 1) expect(stepFaults(aDraft(), step, messages)).toEqual({});
  });

  it('goes to the step with the field that was refused', () => {
    expect(stepOf({ 'hours.0.opens': 'no' })).toBe(4);
    expect(stepOf({ 'owner.transferNumber': 'no', services: 'no' })).toBe(2);
    expect(stepOf({})).toBeUndefined();
  });
});

describe('the phone companies to choose from [O1]', () => {
  it('are those that we know what to dial at', () => {
    expect(Object.keys(messages.onboarding.forwarding.carriers)).toEqual(CARRIERS.map(({ id }) => id));
  });
});
