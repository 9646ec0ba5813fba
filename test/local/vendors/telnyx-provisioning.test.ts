import { describe, expect, it } from 'vitest';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { OURS, telnyxWorld } from './model-worlds.ts';

type Body = Record<string, unknown>;
type Answered = { readonly data: Body & { readonly id: string } };

const { trunkId: connection_id, verifyProfileId: verify_profile_id } = LOCAL_PLATFORM;
const PHONE = '+15125550199';
const AREA = 'filter[country_code]=US&filter[national_destination_code]=512';

const aWorld = (options: Parameters<typeof telnyxWorld>[0] = {}) => {
  const { ask, ...world } = telnyxWorld(options);
  const send = (method: string, url: string, body?: Body) =>
    ask(method, `/v2${url}`, body === undefined ? '' : JSON.stringify(body));
  const data = (method: string, url: string, body?: Body) => (send(method, url, body).body as Answered).data;
  const offered = () =>
    (send('GET', `/available_phone_numbers?${AREA}`).body as { data: { phone_number: string }[] }).data.map(
      ({ phone_number: number }) => number,
    );
  const order = (number: string, more: Body = {}) => ({
    phone_numbers: [{ phone_number: number }],
    connection_id,
    ...more,
  });
  return { ...world, send, data, offered, order };
};

describe('numbers at the simulated Telnyx [V1]', () => {
  it('are the same for an area each time, and can be ordered only after a search has shown them', () => {
    const { offered, send, order } = aWorld();
    const other = aWorld();
    const [first = ''] = other.offered();

    expect(send('POST', '/number_orders', order(first)).status).toBe(400);
    expect(offered()).toEqual(other.offered());
    expect(send('POST', '/number_orders', order(first)).status).toBe(200);
  });

  it('run out where they are taken, and come where there is stock', () => {
    const { offered, model } = aWorld();
    model.stock('512', 2);
    const [first = ''] = offered();
    model.takeNumber(first);
    expect(offered()).toHaveLength(1);
    model.stock('512', 0);
    expect(offered()).toEqual([]);
  });

  it.each([
    ['a trunk that is not there', { connection_id: '1' }, '/connection_id', '10017'],
    ['a profile that is not there', { messaging_profile_id: 'x' }, '/messaging_profile_id', '10017'],
    ['a field that nobody knows', { conection_id: '1' }, '/', '10015'],
    ['a value of another kind', { customer_reference: 7 }, '/customer_reference', '10015'],
  ])('are not ordered with %s', (_what, more, pointer, code) => {
    const { offered, send, order } = aWorld();

    const { status, body } = send('POST', '/number_orders', order(String(offered()[0]), more));

    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ code, source: { pointer } }] });
  });

  it('are not looked for with a parameter that nobody knows', () => {
    const { send } = aWorld();

    for (const url of ['/phone_numbers?filter[number]=1', '/number_orders?filter[reference]=x']) {
      expect(send('GET', url)).toMatchObject({ status: 400, body: { errors: [{ code: '10015' }] } });
    }
  });

  it('are found by digits alone', () => {
    const { send } = aWorld();
    const found = (digits: string) =>
      (
        send('GET', `/phone_numbers?filter[phone_number]=${encodeURIComponent(digits)}`).body as {
          data: Body[];
        }
      ).data.length;

    expect([found(OURS), found(OURS.slice(1)), found('555'), found('55')]).toEqual([0, 1, 1, 0]);
  });

  it('tell of their order once, when it is decided, which takes its time', () => {
    const { offered, send, order, model, clock, types } = aWorld({ pace: { order: 1_000 } });
    send('POST', '/number_orders', order(String(offered()[0])));
    clock.at += 999;
    model.settle();
    expect(types()).toEqual([]);
    clock.at += 1;
    model.settle();
    model.settle();

    expect(types()).toEqual(['number_order.complete']);
    expect(model.underDecision()).toEqual([]);
  });

  it('have their order decided by whatever moves the clock, where there is such a thing', () => {
    const planned: { readonly afterMs: number; readonly wake: () => void }[] = [];
    const wake = (afterMs: number, run: () => void) => void planned.push({ afterMs, wake: run });
    const { offered, send, order, clock, types } = aWorld({ wake, pace: { order: 5_000 } });
    send('POST', '/number_orders', order(String(offered()[0])));
    expect(planned.map(({ afterMs }) => afterMs)).toEqual([5_000]);

    clock.at += 5_000;
    planned[0]?.wake();

    expect(types()).toEqual(['number_order.complete']);
  });

  it('text as long as they have a profile', () => {
    const { offered, send, data, order, model } = aWorld();
    const [number = ''] = offered();
    const profile = data('POST', '/messaging_profiles', { name: 'x', whitelisted_destinations: ['US'] });
    send('POST', '/number_orders', order(number, { messaging_profile_id: profile.id }));
    const text = () => send('POST', '/messages', { from: number, to: PHONE, text: 'Hi' }).status;
    const before = text();
    model.settle('everything');
    const while_ = text();
    send('DELETE', `/messaging_profiles/${profile.id}`);

    expect([before, while_, text()]).toEqual([400, 200, 400]);
  });

  it('ring at the trunk, at whom they are forwarded to, or nowhere', () => {
    const { offered, send, order, model } = aWorld();
    const [number = ''] = offered();
    send('POST', '/number_orders', order(number));
    model.settle('everything');
    const [owned] = (send('GET', '/phone_numbers').body as { data: { id: string; phone_number: string }[] })
      .data;
    const forward = (forwarding_type: string, call_forwarding_enabled = true) =>
      send('PATCH', `/phone_numbers/${owned?.id}/voice`, {
        call_forwarding: { call_forwarding_enabled, forwarding_type, forwards_to: PHONE },
      });
    const rings = () => [true, false].map((isAnswering) => model.whoRings(number, isAnswering).rings);

    const seen = [rings()];
    for (const type of ['on-failure', 'always']) {
      forward(type);
      seen.push(rings());
    }
    forward('on-failure', false);
    seen.push(
      rings(),
      ['+15125550000', '+15125550001'].map((one) => model.whoRings(one, true).rings),
    );

    expect(seen).toEqual([
      ['trunk', 'nobody'],
      ['trunk', 'phone'],
      ['phone', 'phone'],
      ['trunk', 'nobody'],
      ['nobody', 'nobody'],
    ]);
  });
});

describe('the registry and the codes of the simulated Telnyx [N1]', () => {
  it('tells a brand where the brand says, and nobody where it says nothing', () => {
    const { send, model, tray } = aWorld();
    const brand = {
      entityType: 'SOLE_PROPRIETOR',
      displayName: 'Ann',
      firstName: 'Ann',
      lastName: 'Lee',
      phone: PHONE,
      mobilePhone: PHONE,
      street: '1 Oak St',
      city: 'Austin',
      state: 'TX',
      postalCode: '78701',
      country: 'US',
      email: 'a@b.example',
      vertical: 'PROFESSIONAL',
    };
    expect(send('POST', '/10dlc/brand', brand).status).toBe(200);
    expect(send('POST', '/10dlc/brand', { ...brand, webhookURL: 'https://x.example/1' }).status).toBe(200);
    model.settle('everything');

    expect(tray.map(({ type, urls }) => ({ type, urls }))).toEqual([
      { type: '10dlc.brand.update', urls: [] },
      { type: '10dlc.brand.update', urls: ['https://x.example/1'] },
    ]);
  });

  it('texts a PIN to a sole proprietor alone, whose mobile phone stands for three of them at most', () => {
    const { send, model } = aWorld();
    const ofPerson = {
      ...{ entityType: 'SOLE_PROPRIETOR', displayName: 'Ann Lee', firstName: 'Ann', lastName: 'Lee' },
      ...{ phone: PHONE, mobilePhone: PHONE, street: '1 Oak St', city: 'Austin', state: 'TX' },
      ...{ postalCode: '78701', country: 'US', email: 'ann@lee.example', vertical: 'PROFESSIONAL' },
    };
    const create = () => send('POST', '/10dlc/brand', ofPerson);
    const words = { pinSms: 'PIN @OTP_PIN@', successSms: 'Thank you.' };
    const { brandId } = create().body as { brandId: string };
    const pinOf = (body: Body) => send('POST', `/10dlc/brand/${brandId}/smsOtp`, body).status;

    expect(pinOf({ ...words, pinSms: 'no place for it' })).toBe(400);
    expect(pinOf({ ...words, pinSms: `@OTP_PIN@${'x'.repeat(500)}` })).toBe(400);
    expect(model.pins()).toEqual([]);
    expect(pinOf(words)).toBe(200);
    expect(model.pins()).toMatchObject([{ phone: PHONE, pin: expect.stringMatching(/^\d{6}$/) }]);
    expect([1, 2, 3].map(() => create().status)).toEqual([200, 200, 400]);
  });

  it('sends a code by a profile that is there, to a number that is one', () => {
    const { send, model } = aWorld();
    const sent = { phone_number: PHONE, verify_profile_id };

    expect(send('POST', '/verifications/sms', { ...sent, verify_profile_id: 'x' }).status).toBe(400);
    expect(send('POST', '/verifications/sms', { ...sent, phone_number: '555' }).status).toBe(400);
    expect(send('POST', '/verifications/sms', { ...sent, timeout_secs: 29 }).status).toBe(400);
    expect(model.codes()).toEqual([]);
    expect(send('POST', '/verifications/sms', { ...sent, timeout_secs: 30 }).status).toBe(200);
    expect(model.codes()).toMatchObject([
      { phone: PHONE, by: 'sms', code: expect.stringMatching(/^\d{5}$/) },
    ]);
  });

  it('is the same for the same chance, and moves nothing by itself', () => {
    const play = () => {
      const { send, model } = aWorld();
      send('POST', '/messaging_profiles', { name: 'x', whitelisted_destinations: ['US'] });
      send('POST', '/verifications/call', { phone_number: PHONE, verify_profile_id });
      return JSON.stringify([model.profiles(), model.codes()]);
    };

    expect(play()).toBe(play());
  });
});
