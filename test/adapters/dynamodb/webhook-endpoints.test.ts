import { expect, it } from 'vitest';
import type { PartnerEventName } from '../../../functions/contracts/api/partner-webhooks.ts';
import type { EndpointId } from '../../../functions/contracts/ids.ts';
import { FAILS_AT_MOST_MS, MOST_ENDPOINTS } from '../../../functions/domain/partner-webhook/endpoint.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { anOccasion } from '../../support/partner-keys.ts';
import { type WebhookDesk, webhookDesk } from '../../support/webhook-desk.ts';

const DAY_MS = 24 * 3_600_000;
const refusal = (code: string) => expect.objectContaining({ code });

onBothStores('endpoints of a partner [O2]', (store) => {
  const rotate = ({ api, asked }: WebhookDesk, endpointId: EndpointId, occasion = anOccasion()) =>
    api.rotateWebhookSecret({
      ...asked(),
      path: { endpointId },
      query: undefined,
      body: undefined,
      occasion,
    });
  const list = async ({ api, asked }: WebhookDesk) =>
    (
      await api.listWebhookEndpoints({
        ...asked(),
        path: undefined,
        query: undefined,
        body: undefined,
        occasion: undefined,
      })
    ).items;
  const at = ({ asked }: WebhookDesk, endpointId: EndpointId) =>
    ({ ...asked(), path: { endpointId }, query: undefined, body: undefined, occasion: undefined }) as const;
  const create = ({ api, asked }: WebhookDesk, url: string, occasion = anOccasion()) => {
    const body = { url, events: ['business.live'] as PartnerEventName[] };
    return api.createWebhookEndpoint({ ...asked(), path: undefined, query: undefined, body, occasion });
  };

  it('are told their secret once, however often the request comes', async () => {
    const desk = webhookDesk(store());
    const occasion = anOccasion();

    const first = await create(desk, 'https://hooks.partner.example/', occasion);
    const again = await create(desk, 'https://hooks.partner.example/', occasion);

    expect(first).toMatchObject({
      endpoint: { state: 'active', url: 'https://hooks.partner.example/' },
      secret: expect.stringMatching(/^whsec_.{44}$/),
    });
    expect(again).toEqual({ endpoint: first.endpoint, secret: undefined });
    expect(await list(desk)).toEqual([first.endpoint]);
    expect(JSON.stringify([first.endpoint, await list(desk)])).not.toContain('whsec_');
  });

  it('are refused where they lead inside, and nothing of them is kept', async () => {
    const desk = webhookDesk(store());

    await expect(create(desk, 'https://inside.example/')).rejects.toEqual(refusal('address_refused'));
    expect(await list(desk)).toEqual([]);
  });

  it('are at most five, also where more are made at once, and one that goes makes room', async () => {
    const desk = webhookDesk(store());
    const attempts = Array.from({ length: MOST_ENDPOINTS + 3 }, () =>
      create(desk, 'https://hooks.partner.example/').catch(({ code }) => code as string),
    );

    const outcomes = await Promise.all(attempts);

    expect(outcomes.filter((one) => one === 'too_many_endpoints')).toHaveLength(3);
    const items = await list(desk);
    expect(items).toHaveLength(5);
    await desk.api.deleteWebhookEndpoint(at(desk, items[0]?.id as EndpointId));
    await create(desk, 'https://hooks.partner.example/');
    await expect(create(desk, 'https://hooks.partner.example/')).rejects.toEqual(
      refusal('too_many_endpoints'),
    );
  });

  it('go once: whoever deletes one twice, also at once, makes room for one', async () => {
    const desk = webhookDesk(store());
    const { id } = await desk.register();
    const remove = () =>
      desk.api.deleteWebhookEndpoint(at(desk, id)).then(
        () => 'gone',
        ({ code }) => code as string,
      );

    const outcomes = await Promise.all([remove(), remove(), remove()]);

    expect(outcomes.toSorted()).toEqual(['endpoint_not_found', 'endpoint_not_found', 'gone']);
    for (let made = 1; made <= MOST_ENDPOINTS; made += 1) await desk.register();
    await expect(desk.register()).rejects.toEqual(refusal('too_many_endpoints'));
  });

  it('of another partner are not there', async () => {
    const table = store();
    const [desk, other] = [webhookDesk(table), webhookDesk(table)];
    const { id } = await desk.register();

    expect(await list(other)).toEqual([]);
    for (const ask of [
      () => other.api.deleteWebhookEndpoint(at(other, id)),
      () => other.api.enableWebhookEndpoint(at(other, id)),
      () => rotate(other, id),
      () => other.api.testWebhookEndpoint({ ...at(other, id), occasion: anOccasion() }),
      () => other.api.listWebhookDeliveries({ ...at(other, id), query: { limit: 10 } }),
    ])
      await expect(ask()).rejects.toEqual(refusal('endpoint_not_found'));
    expect(await list(desk)).toHaveLength(1);
  });

  it('sign with the former secret too for a day after it is rotated, to the millisecond', async () => {
    const desk = webhookDesk(store());
    const { id, secret } = await desk.register();
    const signing = async () => {
      await desk.follow(desk.advanced('business', 'live'));
      for (const delivery of await desk.told(id)) await desk.follow(desk.due(delivery));
      return desk.sent.at(-1)?.secrets;
    };

    const { secret: second } = await rotate(desk, id);
    const atOnce = await signing();
    desk.pass(DAY_MS - 1);
    const atLast = await signing();
    desk.pass(1);
    const after = await signing();

    expect(atOnce).toEqual([second, secret]);
    expect(atLast).toEqual([second, secret]);
    expect(after).toEqual([second]);
  });

  it('have two secrets at most, and get one more a request, however often that comes', async () => {
    const desk = webhookDesk(store());
    const { id } = await desk.register();
    const occasion = anOccasion();

    const { secret: second } = await rotate(desk, id, occasion);
    const again = await rotate(desk, id, occasion);
    const { endpoint, secret: third } = await rotate(desk, id);
    const atOnce = await Promise.all([rotate(desk, id), rotate(desk, id)]);

    expect(again.secret).toBeUndefined();
    expect(endpoint.secrets).toHaveLength(2);
    expect(new Set([second, third, ...atOnce.map((one) => one.secret)]).size).toBe(4);
    const kept = (await desk.endpoints.find(desk.partnerId, id))?.secrets.map((one) => one.secret);
    expect(kept?.toSorted()).toEqual(atOnce.map((one) => one.secret).toSorted());
  });

  it('are disabled after five days of nothing but failures, to the millisecond, and can be enabled again', async () => {
    const desk = webhookDesk(store());
    const { id } = await desk.register();
    desk.respond(() => ({ kind: 'answered', status: 500 }));
    const fail = async () => {
      await desk.follow(desk.advanced('business', 'live'));
      const [newest] = await desk.told(id);
      if (newest) await desk.follow(desk.due(newest));
      const [one] = await list(desk);
      return one;
    };

    await fail();
    desk.pass(FAILS_AT_MOST_MS - 1);
    expect(await fail()).toMatchObject({ state: 'active' });
    desk.pass(1);
    expect(await fail()).toMatchObject({ state: 'disabled', disabledBecause: 'failing' });

    expect(await desk.follow(desk.advanced('business', 'live'))).toBe('nobody_listens');
    const enabled = await desk.api.enableWebhookEndpoint(at(desk, id));
    expect(enabled).toMatchObject({ state: 'active' });
    for (const gone of ['disabledBecause', 'failingSince']) expect(enabled).not.toHaveProperty(gone);
    expect(await fail()).toMatchObject({ state: 'active' });
  });

  it('that take something in between are not disabled', async () => {
    const desk = webhookDesk(store());
    const { id } = await desk.register();
    const go = async (status: number) => {
      desk.respond(() => ({ kind: 'answered', status }));
      await desk.follow(desk.advanced('business', 'live'));
      const [newest] = await desk.told(id);
      if (newest) await desk.follow(desk.due(newest));
    };

    await go(500);
    desk.pass(FAILS_AT_MOST_MS - 1);
    await go(204);
    desk.pass(1);
    await go(500);

    expect(await list(desk)).toMatchObject([{ state: 'active', lastDeliveredAt: expect.any(String) }]);
  });
});
