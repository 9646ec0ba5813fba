import { describe, expect, it } from 'vitest';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

type Body = {
  data: { id: string; occurred_at: string; event_type: string; payload: { from: { phone_number: string } } };
};

describe('what Telnyx tells of a text [N1]', () => {
  const { aWorld, table } = worldsOf(aTextWorld);
  const told = async (world: TextWorld) => (await world.webhooks()) as Body[];
  const inbox = async () => (await table().rows()).filter(({ pk }) => String(pk).startsWith('INBOX#telnyx'));

  it('moves it from sent to delivered and announces both', async () => {
    const world = await aWorld();
    await world.deliver();
    const [sent, finalized] = await told(world);

    await world.apply(sent);
    const after = await world.text();
    await world.apply(finalized);

    expect(after).toMatchObject({ state: 'sent', report: { status: 'sent', rank: 1 } });
    expect(await world.text()).toMatchObject({
      state: 'delivered',
      report: { status: 'delivered', rank: 2 },
      event: { name: 'text.delivered' },
    });
  });

  it('does not go back when finalized comes before sent', async () => {
    const world = await aWorld();
    await world.deliver();
    const [sent, finalized] = await told(world);

    await world.apply(finalized);
    await world.apply(sent);

    expect(await world.text()).toMatchObject({ state: 'delivered' });
  });

  it('is applied once however often and however parallel it comes, and each event is remembered', async () => {
    const world = await aWorld();
    await world.deliver();
    const before = (await inbox()).length;
    const bodies = await told(world);

    await Promise.all([...bodies, ...bodies, ...bodies, ...bodies, ...bodies].map(world.apply));

    expect(await world.text()).toMatchObject({ state: 'delivered' });
    expect((await inbox()).length - before).toBe(2);
  });

  it('may overtake the worker that sent the text', async () => {
    const world: TextWorld = await aWorld({
      sender: (sender) => ({
        ...sender,
        async send(message) {
          const handover = await sender.send(message);
          for (const body of await told(world)) await world.apply(body);
          return handover;
        },
      }),
    });

    await world.deliver();

    expect(await world.text()).toMatchObject({ state: 'delivered', messageId: world.outbound()[0]?.id });
    expect(world.posts()).toBe(1);
  });

  it.each(['delivery_failed', 'sending_failed', 'expired'] as const)(
    'ends the text as failed with the code (%s)',
    async (status) => {
      const world = await aWorld();
      world.telnyx.setOutcome(world.appointment.customer.phone, { status, code: '40008' });

      await world.deliver();
      for (const body of await told(world)) await world.apply(body);

      expect(await world.text()).toMatchObject({
        state: 'failed',
        failedBecause: '40008',
        event: { name: 'text.failed' },
      });
    },
  );

  it('leaves a text sent for which the carrier gives no receipt', async () => {
    const world = await aWorld();
    world.telnyx.setOutcome(world.appointment.customer.phone, { status: 'delivery_unconfirmed' });

    await world.deliver();
    for (const body of await told(world)) await world.apply(body);

    expect(await world.text()).toMatchObject({
      state: 'sent',
      report: { status: 'delivery_unconfirmed', rank: 2 },
      event: { name: 'text.sent' },
    });
  });

  it("touches nothing under another business's number", async () => {
    const world = await aWorld();
    const other = await aWorld();
    await world.deliver();
    const [, finalized] = structuredClone(await told(world));
    if (!finalized) throw new Error('Telnyx said too little');
    finalized.data.payload.from.phone_number = other.business.messaging.from;

    await other.apply(finalized);

    expect(await world.text()).toMatchObject({ state: 'sent' });
    expect((await other.rows()).filter(({ sk }) => String(sk).includes('#TEXT#'))).toEqual([]);
  });

  it('is refused, not dropped, for a number that is nobody’s', async () => {
    const world = await aWorld();
    await world.deliver();
    const [, finalized] = structuredClone(await told(world));
    if (!finalized) throw new Error('Telnyx said too little');
    finalized.data.payload.from.phone_number = '+15125559999';

    await expect(world.apply(finalized)).rejects.toMatchObject({ code: 'business_not_found' });
  });

  it('is remembered even when it is of no text of ours', async () => {
    const world = await aWorld();
    await world.deliver();
    const [sent] = structuredClone(await told(world));
    if (!sent) throw new Error('Telnyx said too little');
    const stranger = {
      data: {
        ...sent.data,
        id: `${sent.data.id}-x`,
        payload: { ...sent.data.payload, id: 'other', text: 'Hi' },
      },
    };
    const before = (await inbox()).length;

    await world.apply(stranger);

    expect((await inbox()).length - before).toBe(1);
    expect(await world.text()).not.toHaveProperty('report');
  });
});
