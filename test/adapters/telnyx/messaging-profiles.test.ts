import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { aProvisionWorld, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const A1 = 'biz_a1' as BusinessId;

describe('messaging profiles at Telnyx [N1, V1]', () => {
  let world: ProvisionWorld;
  beforeEach(async () => {
    world = await aProvisionWorld();
  });
  afterEach(() => world.stop());

  it('are made with the business’s id in front, for two countries, with a limit and where they tell', async () => {
    const made = await world.profiles.create(A1, 'Apex Heating & Air');

    expect(world.sent('POST', /messaging_profiles$/)).toEqual([
      {
        name: 'biz_a1 Apex Heating & Air',
        whitelisted_destinations: ['US', 'CA'],
        enabled: true,
        webhook_url: `${world.publicUrl}/webhooks/telnyx/messaging`,
        webhook_api_version: '2',
        smart_encoding: false,
        daily_spend_limit_enabled: true,
        daily_spend_limit: '5.00',
      },
    ]);
    expect(await world.profiles.find(A1)).toEqual(made);
  });

  it('keep the id of a business whose name is as long as they come', async () => {
    const made = await world.profiles.create(A1, 'Heating '.repeat(40));

    expect(await world.profiles.find(A1)).toEqual(made);
    expect(String(world.sent('POST', /profiles$/)[0]?.name)).toHaveLength(100);
  });

  it('are not mistaken for those of a business whose id only begins so, or is named so', async () => {
    await world.profiles.create('biz_a12' as BusinessId, 'Apex');
    await world.profiles.create('biz_b' as BusinessId, 'biz_a1 Apex');
    await world.profiles.create('biz_xbiz_a1' as BusinessId, 'Apex');

    expect(await world.profiles.find(A1)).toBeUndefined();
    const made = await world.profiles.create(A1, 'Apex');
    expect(await world.profiles.find(A1)).toEqual(made);
  });

  it('are found again when the answer is lost: one of them', async () => {
    world.telnyx.faults.add({ effect: 'drop-connection-after', match: { method: 'POST' }, times: 1 });

    expect(await refusalOf(world.profiles.create(A1, 'Apex'))).toMatchObject({
      code: 'vendor_outcome_unknown',
      operation: 'create profile',
    });
    expect(world.telnyx.profiles()).toEqual([{ ...(await world.profiles.find(A1)), name: 'biz_a1 Apex' }]);
  });

  it('are the older one where two were made at once', async () => {
    const first = await world.profiles.create(A1, 'Apex');
    world.clock.pass(1);
    await world.profiles.create(A1, 'Apex');

    expect(await world.profiles.find(A1)).toEqual(first);
  });

  it('are not said to be absent where more are shown than were read', async () => {
    for (let index = 0; index < 251; index += 1) {
      await world.profiles.create(`biz_a1${index}` as BusinessId, 'Apex');
    }

    expect(await refusalOf(world.profiles.find(A1))).toMatchObject({
      code: 'vendor_unavailable',
      because: 'more_than_a_page',
    });
  });

  it('are gone when removed, once or twice', async () => {
    const { id } = await world.profiles.create(A1, 'Apex');
    for (let time = 0; time < 2; time += 1) await world.profiles.remove(id);

    expect(await world.profiles.find(A1)).toBeUndefined();
    expect(world.telnyx.profiles()).toEqual([]);
  });

  it('keep a STOP to one from silencing another', async () => {
    const PHONE = '+15125550187';
    const numbers: string[] = [];
    for (const id of [A1, 'biz_a12' as BusinessId]) {
      const profile = await world.profiles.create(id, 'Apex');
      const [offer] = await world.numbers.search('512');
      await world.numbers.order(id, String(offer?.number), profile.id);
      numbers.push(String(offer?.number));
    }
    world.telnyx.settle('everything');
    const [one = '', other = ''] = numbers;
    world.telnyx.receiveText({ from: PHONE, to: one, text: 'STOP' });

    const send = async (from: string) => {
      const answer = await fetch(`${world.access.apiUrl}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${world.telnyx.keys.apiKey}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ from, to: PHONE, text: 'You are booked.' }),
      });
      return answer.status;
    };
    expect([await send(one), await send(other)]).toEqual([409, 200]);
  });
});
