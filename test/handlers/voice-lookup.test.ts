import { describe, expect, it } from 'vitest';
import { aVoice } from '../support/voice.ts';

describe('the inbound webhook [V1]', () => {
  const ring = (over: object = {}) =>
    JSON.stringify({
      event: 'call_inbound',
      call_inbound: {
        call_id: 'call_1',
        agent_id: 'agent_apexhvac01',
        from_number: '+15125550187',
        to_number: '+15125550142',
        ...over,
      },
    });

  it('tells the agent whose phone rings, what day it is there and what is free', async () => {
    const answer = await aVoice().post(ring(), { businessId: 'biz_apexhvac01' });

    expect(answer.status).toBe(200);
    expect(answer.call_inbound).toMatchObject({
      dynamic_variables: {
        business_name: 'Apex Heating & Air',
        business_timezone: 'America/Chicago',
        today_local: 'Monday, November 23, 2026',
        now_local: '9 AM',
        next_slots: expect.stringContaining('Monday, November 23 I have 10 AM'),
        caller_number: '+15125550187',
      },
    });
  });

  it('names no agent where one is bound, because its latest version may be a draft, and names one where none is', async () => {
    const bound = await aVoice().post(ring(), { businessId: 'biz_apexhvac01' });
    const unbound = await aVoice().post(ring({ agent_id: undefined }), { businessId: 'biz_apexhvac01' });

    expect(bound.call_inbound.override_agent_id).toBeUndefined();
    expect(unbound.call_inbound.override_agent_id).toBe('agent_apexhvac01');
  });

  it('refuses a number of another business, so that Retell falls back to the bound agent', async () => {
    const answer = await aVoice().post(ring({ to_number: '+15125550999' }), { businessId: 'biz_apexhvac01' });

    expect(answer).toEqual({ status: 404, title: 'business_not_found' });
  });
});

describe('lookup_availability [V2, P1]', () => {
  it('offers a few times in words and as ids, with one read', async () => {
    const voice = aVoice();

    const answer = await voice.lookup({ part_of_day: 'morning' });

    expect(answer).toMatchObject({
      ok: true,
      say: 'On Tuesday, November 24 I have 8 AM, 9 AM, 10:30 AM or 11:30 AM. Which works for you?',
      timezone: 'America/Chicago',
      service: { id: 'furnace-repair', duration_minutes: 60 },
    });
    expect(answer.slots[0]).toEqual({
      slot_id: expect.stringMatching(/^2026-11-24T08:00-[a-z2-7]{5}$/),
      local: 'Tuesday, November 24 at 8 AM',
      starts_at: '2026-11-24T14:00:00.000Z',
    });
    expect(voice.memory.asked).toEqual(['query schedule']);
  });

  it('answers whether a certain time is free', async () => {
    expect((await aVoice().lookup({ time: '15:00' })).say).toBe(
      'Tuesday, November 24 at 3 PM is free. Shall I book it?',
    );
    expect((await aVoice().lookup({ time: '15:10' })).say).toMatch(/^That exact time is not free\./);
  });

  it.each(['2200-01-01', '9999-12-31'])('has nothing on %s, and says how far it can see', async (date) => {
    const answer = await aVoice().lookup({ date_from: date, date_to: date });

    expect(answer).toMatchObject({
      ok: true,
      slots: [],
      say: expect.stringContaining('up to 30 days ahead'),
    });
  });

  it('names the nearest other times when the wish cannot be met', async () => {
    const answer = await aVoice().lookup({ date_from: '2026-11-28', date_to: '2026-11-28' });

    expect(answer.say).toMatch(/^I have nothing at that time. The nearest I have: On Monday, November 30/);
  });

  it('says so when nothing is free as far as it may book', async () => {
    const answer = await aVoice().lookup({ date_from: '2027-03-01' });

    expect(answer).toMatchObject({ ok: true, slots: [] });
    expect(answer.say).toContain('30 days ahead');
  });

  it.each([
    ['an unknown service', { service: 'roof painting' }, 'unknown_service'],
    ['a date that is none', { date_from: '2026-02-30' }, 'invalid_arguments'],
    ['a time that is none', { time: '25:00' }, 'invalid_arguments'],
    ['a field that nobody knows', { business_id: 'biz_otherone01' }, 'invalid_arguments'],
    ['a wrong type', { service: 7 }, 'invalid_arguments'],
  ])('refuses %s with a sentence to say', async (_, args, code) => {
    const answer = await aVoice().lookup(args);

    expect(answer).toMatchObject({ status: 200, ok: false, code, say: expect.stringMatching(/\w/) });
  });

  it('names the field it refuses and never its value', async () => {
    const answer = await aVoice().lookup({ recipient: '+15125550000' });

    expect(answer.fields).toEqual(['recipient']);
    expect(JSON.stringify(answer)).not.toContain('+15125550000');
  });
});
