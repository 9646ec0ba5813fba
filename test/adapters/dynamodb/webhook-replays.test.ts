import { expect, it } from 'vitest';
import { onBothStores } from '../../support/on-both-stores.ts';
import { anOccasion } from '../../support/partner-keys.ts';
import { aDelivery, at, only, replay } from '../../support/webhook-deliveries.ts';
import { webhookDesk } from '../../support/webhook-desk.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const SECOND = 1000;

onBothStores('deliveries that a partner asks for [O2]', (store) => {
  it('of a suspended partner are given up unsent, and can be replayed when it is resumed', async () => {
    const { desk, id, delivery } = await aDelivery(store());
    desk.state.partner = 'suspended';
    expect(await desk.follow(desk.due(delivery))).toBe('failed');
    desk.state.partner = 'active';

    await replay(desk, id, delivery);
    expect(await desk.follow(desk.due(await only(desk, id)))).toBe('delivered');

    expect(desk.sent).toHaveLength(1);
  });

  it('are replayed under their id, announced anew, and once where two ask at once', async () => {
    const { desk, id, delivery, row } = await aDelivery(store());
    await desk.follow(desk.due(delivery));
    desk.pass(SECOND);

    const answers = await Promise.allSettled([replay(desk, id, delivery), replay(desk, id, delivery)]);
    const again = await row();
    await desk.follow(desk.due(await only(desk, id)));

    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(again).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(again?.event).toMatchObject({ id: expect.stringMatching(/^evt_/) });
    expect(again?.event).not.toMatchObject({ id: desk.due(delivery).id });
    expect(desk.sent.map(({ id: of }) => of)).toEqual([delivery.eventId, delivery.eventId]);
    // One that is still to be sent stays as it is.
    await replay(desk, id, delivery);
    const waiting = await only(desk, id);
    expect(await replay(desk, id, delivery)).toEqual(waiting);
  });

  it('of another partner, or of another endpoint, cannot be replayed', async () => {
    const table = store();
    const [desk, other] = [webhookDesk(table), webhookDesk(table)];
    const [{ id }, { id: second }] = [await desk.register(), await desk.register(['business.closed'])];
    await desk.follow(desk.advanced('business', 'live'));
    const delivery = await only(desk, id);
    const { id: theirs } = await other.register();

    await expect(replay(other, id, delivery)).rejects.toEqual(refusal('endpoint_not_found'));
    await expect(replay(other, theirs, delivery)).rejects.toEqual(refusal('delivery_not_found'));
    await expect(replay(desk, second, delivery)).rejects.toEqual(refusal('delivery_not_found'));
  });

  it('are tried out by an event that says nothing of anybody, once a request', async () => {
    const desk = webhookDesk(store());
    const { id } = await desk.register(['business.closed']);
    const occasion = anOccasion();
    const test = () => desk.api.testWebhookEndpoint({ ...at(desk, id), occasion });

    const [first, second] = [await test(), await test()];

    expect(second).toEqual(first);
    const { body, type } = await only(desk, id);
    expect({ type, body: JSON.parse(body) }).toEqual({
      type: 'webhook.test',
      body: { type: 'webhook.test', timestamp: expect.any(String), data: { endpointId: id } },
    });
  });

  it('by hand have an end each day', async () => {
    // A hundredth of five hundred.
    const desk = webhookDesk(store(), { factor: 0.01 });
    const { id } = await desk.register();
    const test = () => desk.api.testWebhookEndpoint({ ...at(desk, id), occasion: anOccasion() });
    for (let sent = 1; sent <= 5; sent += 1) await test();

    await expect(test()).rejects.toEqual(refusal('daily_cap_reached'));
  });

  it('are listed newest first, page by page, each once', async () => {
    const desk = webhookDesk(store());
    const { id } = await desk.register();
    const made: string[] = [];
    for (let one = 1; one <= 5; one += 1) {
      const event = desk.advanced('business', 'live');
      made.unshift(event.id);
      await desk.follow(event);
      desk.pass(one * SECOND);
    }

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.api.listWebhookDeliveries({ ...at(desk, id), query: { limit: 2, cursor } });
      seen.push(...page.items.map(({ eventId }) => String(eventId)));
      cursor = page.next;
    } while (cursor);

    expect(seen).toEqual(made);
  });
});
