import { expect, it } from 'vitest';
import { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { anOccasion } from '../../support/partner-keys.ts';
import { aDelivery, at, only, replay } from '../../support/webhook-deliveries.ts';
import { webhookDesk } from '../../support/webhook-desk.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const SECOND = 1000;
const PAUSES = [5, 300, 1800, 7200, 18_000, 36_000, 50_400].map((seconds) => seconds * SECOND);

onBothStores('deliveries to a partner [O2]', (store) => {
  it('are one for each endpoint that wants to hear of it, however often the event comes', async () => {
    const desk = webhookDesk(store());
    const { id: first } = await desk.register(['business.live']);
    const { id: second } = await desk.register(['business.live', 'business.closed']);
    const { id: other } = await desk.register(['business.suspended']);
    const event = desk.advanced('business', 'live');

    await Promise.all([desk.follow(event), desk.follow(event), desk.follow(event)]);

    const [one, two] = [await only(desk, first), await only(desk, second)];
    expect(one.eventId).toBe(two.eventId);
    expect(one.id).not.toBe(two.id);
    expect(await desk.told(other)).toEqual([]);
  });

  it('say what has come on by ids and codes', async () => {
    const desk = webhookDesk(store());
    const { id } = await desk.register(['business.onboarding.progressed', 'business.live']);
    const stuck = desk.advanced('subscription', 'failed', { because: 'card_declined' });
    desk.pass(SECOND);
    const live = desk.advanced('business', 'live');
    await desk.follow(stuck);
    await desk.follow(live);

    const bodies = (await desk.told(id)).map(({ body }) => JSON.parse(body));

    const of = { businessId: desk.businessId, externalId: 'crm-1' };
    expect(bodies).toEqual([
      { type: 'business.live', timestamp: live.at, data: of },
      {
        type: 'business.onboarding.progressed',
        timestamp: stuck.at,
        data: { ...of, step: 'subscription', state: 'failed', problem: 'card_declined' },
      },
    ]);
  });

  it('are none of a business that the partner has not opened, or to an endpoint that came later', async () => {
    const desk = webhookDesk(store());
    const early = desk.advanced('business', 'live');
    desk.pass(1);
    const { id } = await desk.register();

    expect(await desk.follow(early)).toBe('nobody_listens');
    desk.state.isTheirs = false;
    expect(await desk.follow(desk.advanced('business', 'live'))).toBe('not_theirs');
    expect(await desk.told(id)).toEqual([]);
  });

  it('ask to be sent at once, and wake by themselves until they are settled', async () => {
    const { desk, delivery, row } = await aDelivery(store());

    const made = await row();
    await desk.follow(desk.due(delivery));
    const settled = await row();

    for (const event of [made?.event, made?.wake])
      expect(CloudGreetEvent.parse(event)).toMatchObject({
        name: 'delivery.requested',
        deliveryId: delivery.id,
      });
    expect(Date.parse(String(made?.dueSk).split('#')[0] ?? '') - Date.parse(delivery.createdAt)).toBe(60_000);
    expect(settled).toMatchObject({ state: 'delivered', lastStatus: 204, attempts: 1 });
    for (const mark of ['event', 'wake', 'duePk', 'dueSk']) expect(settled).not.toHaveProperty(mark);
  });

  it('are posted once by two workers that are asked at once', async () => {
    const { desk, delivery } = await aDelivery(store());

    const outcomes = await Promise.all([1, 2, 3].map(() => desk.follow(desk.due(delivery))));

    expect(desk.sent).toHaveLength(1);
    expect(outcomes.toSorted()).toEqual(['claimed_by_another', 'claimed_by_another', 'delivered']);
    expect(await desk.follow(desk.due(delivery))).toBe('delivered');
    expect(desk.sent).toHaveLength(1);
  });

  it('are tried eight times with growing pauses, each as the first was, and are then given up', async () => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.respond(() => ({ kind: 'answered', status: 500 }));

    for (const pause of PAUSES) {
      expect(await desk.follow(desk.due(delivery))).toBe('waiting');
      const { dueAt } = await only(desk, id);
      expect(Date.parse(String(dueAt)) - desk.clock.ms).toBe(pause);
      desk.pass(pause - SECOND - 1);
      expect(await desk.follow(desk.due(delivery))).toBe('not_due');
      desk.pass(SECOND + 1);
    }
    expect(await desk.follow(desk.due(delivery))).toBe('failed');

    expect(desk.sent).toHaveLength(8);
    expect(new Set(desk.sent.map(({ id: of, body }) => `${of} ${body}`)).size).toBe(1);
    const given = await only(desk, id);
    expect(given).toMatchObject({ attempts: 8, lastStatus: 500 });
    expect(given).not.toHaveProperty('dueAt');
    expect(await desk.follow(desk.due(delivery))).toBe('failed');
    expect(desk.sent).toHaveLength(8);
  });

  it.each([
    [{ kind: 'answered', status: 302 } as const, { lastStatus: 302 }],
    [{ kind: 'answered', status: 404 } as const, { lastStatus: 404 }],
    [{ kind: 'unreachable', because: 'address_refused' } as const, { lastProblem: 'address_refused' }],
    [{ kind: 'unreachable', because: 'timeout' } as const, { lastProblem: 'timeout' }],
  ])('are tried again after %j', async (attempt, seen) => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.respond(() => attempt);

    expect(await desk.follow(desk.due(delivery))).toBe('waiting');

    expect(await only(desk, id)).toMatchObject({ state: 'waiting', attempts: 1, ...seen });
  });

  it('end where an endpoint answers 410, which gets nothing more', async () => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.respond(() => ({ kind: 'answered', status: 410 }));

    expect(await desk.follow(desk.due(delivery))).toBe('failed');

    const found = await desk.endpoints.find(desk.partnerId, id);
    expect(found).toMatchObject({ state: 'disabled', disabledBecause: 'gone' });
    expect(await desk.follow(desk.advanced('business', 'live'))).toBe('nobody_listens');
    await expect(replay(desk, id, delivery)).rejects.toEqual(refusal('endpoint_disabled'));
  });

  it('whose worker died are sent again once its claim is over, under the same id', async () => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.respond(() => Promise.reject(new Error('killed')));
    await expect(desk.follow(desk.due(delivery))).rejects.toThrow('killed');
    desk.respond(() => ({ kind: 'answered', status: 200 }));

    expect(await only(desk, id)).toMatchObject({ state: 'sending', attempts: 1 });
    expect(await desk.follow(desk.due(delivery))).toBe('not_due');
    desk.pass(60 * SECOND);
    expect(await desk.follow(desk.due(delivery))).toBe('delivered');

    expect(desk.sent.map(({ id: of }) => of)).toEqual([delivery.eventId, delivery.eventId]);
  });

  it('that nobody could ever end are given up after eight tries, without another', async () => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.respond(() => Promise.reject(new Error('killed')));
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await expect(desk.follow(desk.due(delivery))).rejects.toThrow('killed');
      desk.pass(60 * SECOND);
    }

    expect(await desk.follow(desk.due(delivery))).toBe('failed');

    expect(desk.sent).toHaveLength(8);
    expect(await only(desk, id)).toMatchObject({ state: 'failed', lastProblem: 'cut_off' });
  });

  it('whose claim was taken over meanwhile change nothing by their late end', async () => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.respond(async () => {
      desk.respond(() => ({ kind: 'answered', status: 204 }));
      desk.pass(60 * SECOND);
      expect(await desk.follow(desk.due(delivery))).toBe('delivered');
      return { kind: 'answered', status: 500 };
    });

    expect(await desk.follow(desk.due(delivery))).toBe('overtaken');

    expect(await only(desk, id)).toMatchObject({ state: 'delivered', lastStatus: 204 });
  });

  it('sign with what the endpoint has when they are sent, and go nowhere once it is deleted', async () => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.respond(async () => ({ kind: 'answered', status: 503 }));
    await desk.follow(desk.due(delivery));
    const rotated = await desk.api.rotateWebhookSecret({ ...at(desk, id), occasion: anOccasion() });
    desk.pass(PAUSES[0] ?? 0);
    await desk.follow(desk.due(delivery));
    desk.pass(PAUSES[1] ?? 0);
    await desk.api.deleteWebhookEndpoint(at(desk, id));

    expect(await desk.follow(desk.due(delivery))).toBe('failed');

    expect(desk.sent.map(({ secrets }) => secrets.length)).toEqual([1, 2]);
    expect(desk.sent[1]?.secrets[0]).toBe(rotated.secret);
    expect(await only(desk, id)).toMatchObject({ lastProblem: 'endpoint_deleted' });
  });
});
