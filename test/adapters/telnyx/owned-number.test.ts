import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telnyxNumbers } from '../../../functions/adapters/telnyx/numbers.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { aProvisionWorld, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const A1 = 'biz_a1' as BusinessId;
const A12 = 'biz_a12' as BusinessId;
const OWNER = '+15125550199';
const { trunkId } = LOCAL_PLATFORM;

describe('a number that is ours [V1, F-OPS-5]', () => {
  let world: ProvisionWorld;
  let owned: { readonly id: string; readonly number: string; readonly orderId: string };
  beforeEach(async () => {
    world = await aProvisionWorld();
    const { id } = await world.profiles.create(A1, 'Apex');
    const [offer] = await world.numbers.search('512');
    const order = await world.numbers.order(A1, String(offer?.number), id);
    world.clock.pass(1_000);
    const [its] = await world.numbers.ofBusiness(A1);
    owned = { id: String(its?.id), number: String(its?.number), orderId: order.id };
  });
  afterEach(() => world.stop());

  it('is answered over the trunk, and by the owner’s phone while the trunk does not take calls', async () => {
    await world.numbers.route(owned.id, A1, OWNER);

    expect(await world.numbers.find(owned.number)).toMatchObject({
      connectionId: trunkId,
      forwardsOnFailureTo: OWNER,
    });
    expect(world.telnyx.whoRings(owned.number, true)).toEqual({ rings: 'trunk', connectionId: trunkId });
    expect(world.telnyx.whoRings(owned.number, false)).toEqual({ rings: 'phone', number: OWNER });
    expect(world.sent('PATCH', /\/voice$/)).toEqual([
      {
        call_forwarding: {
          call_forwarding_enabled: true,
          forwarding_type: 'on-failure',
          forwards_to: OWNER,
        },
      },
    ]);
  });

  it('is routed once more without harm, and to whoever was named last', async () => {
    for (const to of [OWNER, OWNER, '+15125550198']) await world.numbers.route(owned.id, A1, to);

    expect(await world.numbers.find(owned.number)).toMatchObject({ forwardsOnFailureTo: '+15125550198' });
  });

  it.each([
    ['its trunk', /phone_numbers\/\d+$/, { trunkId: '2386325531927775049' }, A1],
    ['whose it is', /phone_numbers\/\d+$/, {}, A12],
    ['its forwarding', /\/voice$/, {}, A1],
  ])('is not taken for routed when Telnyx has not kept %s, whatever it answered', async (...given) => {
    const [, forgotten, platform, businessId] = given;
    const forgetful: typeof fetch = async (url, init) =>
      init?.method === 'PATCH' && forgotten.test(String(url))
        ? Response.json({ data: {} })
        : fetch(url, init);
    const numbers = telnyxNumbers({ ...world.access, fetch: forgetful });
    world.secrets.rotate({ platform: { ...LOCAL_PLATFORM, ...platform } });
    await world.secrets.refresh();

    expect(await refusalOf(numbers.route(owned.id, businessId, OWNER))).toMatchObject({
      code: 'vendor_unavailable',
      because: 'read_back_differs',
    });
  });

  it('is not taken for reachable on failure when all its calls are forwarded, or none', async () => {
    await world.numbers.route(owned.id, A1, OWNER);
    for (const change of [{ forwarding_type: 'always' }, { call_forwarding_enabled: false }]) {
      const call_forwarding = {
        call_forwarding_enabled: true,
        forwarding_type: 'on-failure',
        forwards_to: OWNER,
        ...change,
      };
      await fetch(`${world.access.apiUrl}/phone_numbers/${owned.id}/voice`, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${world.telnyx.keys.apiKey}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ call_forwarding }),
      });

      expect((await world.numbers.find(owned.number))?.forwardsOnFailureTo).toBeUndefined();
    }
  });

  it('can be texted from, and is texted, by its business’s profile', async () => {
    const text = { from: '+15125550187', to: owned.number, text: 'Hello' };
    world.telnyx.receiveText(text);

    expect(await world.told()).toContainEqual({
      data: expect.objectContaining({ event_type: 'message.received' }),
      meta: { attempt: 1, delivered_to: `${world.publicUrl}/webhooks/telnyx/messaging` },
    });
  });

  it('is gone after its release, and a second release changes nothing', async () => {
    await world.numbers.release(owned.id);
    await world.numbers.release(owned.id);

    expect(await world.numbers.find(owned.number)).toBeUndefined();
    expect(await world.numbers.ofBusiness(A1)).toEqual([]);
  });

  it('is not released by the id of its order: it shows as still there', async () => {
    await world.numbers.release(owned.orderId);

    expect(await world.numbers.find(owned.number)).toMatchObject({ id: owned.id });
  });

  it('is not known to be gone when the answer is lost, and is found to be', async () => {
    world.telnyx.faults.add({ effect: 'drop-connection-after', match: { method: 'DELETE' }, times: 1 });

    expect(await refusalOf(world.numbers.release(owned.id))).toMatchObject({
      code: 'vendor_outcome_unknown',
    });
    expect(await world.numbers.find(owned.number)).toBeUndefined();
  });
});
