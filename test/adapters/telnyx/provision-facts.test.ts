import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoProvisionRegistry } from '../../../functions/adapters/dynamodb/provision-registry.ts';
import { dynamoProvisions } from '../../../functions/adapters/dynamodb/provisions.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import { readTelnyxEvent } from '../../../functions/adapters/telnyx/events.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { ProvisionFact } from '../../../functions/domain/provision/provision.ts';
import { recordProvision } from '../../../functions/domain/provision/record-provision.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { aProvisionWorld, aSender, type ProvisionWorld } from '../../support/provision-world.ts';

let businesses = 0;

/** From what the carrier is asked for, over what it then tells, to the rows of the business. */
describe('what becomes of an order, a brand and a campaign [V1]', () => {
  let table: LocalTable;
  let world: ProvisionWorld;
  let id: BusinessId;
  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterAll(() => table.stop());
  beforeEach(async () => {
    world = await aProvisionWorld();
    businesses += 1;
    id = `biz_facts${businesses}` as BusinessId;
  });
  afterEach(() => world.stop());

  const claim = (what: Parameters<ReturnType<typeof dynamoProvisionRegistry>['claim']>[1], by = id) =>
    dynamoProvisionRegistry(table).claim(by, what);
  const heard = async () => {
    const record = recordProvision({
      registry: dynamoRegistry(table),
      provisions: dynamoProvisions(table, derivedIds(hashing), waiting),
    });
    const at = new Date(world.clock.now()).toISOString();
    for (const body of await world.told()) await record(readTelnyxEvent(hashing)(body, at) as ProvisionFact);
  };
  const rows = async (of = id) =>
    (await table.rows()).filter(({ pk }) => pk === `BIZ#${of}#NUMBERS`) as Record<string, unknown>[];
  const order = async () => {
    const profile = await world.profiles.create(id, 'Apex');
    const [offer] = await world.numbers.search('512');
    return world.numbers.order(id, String(offer?.number), profile.id);
  };

  it('is kept with the business that asked: the order, with its number', async () => {
    const { id: orderId, numbers } = await order();
    await claim({ orderId });
    world.clock.pass(1_000);
    world.telnyx.settle();

    await heard();

    expect(await rows()).toMatchObject([
      {
        sk: `number-order#${orderId}`,
        'said:order': {
          status: 'success',
          reference: id,
          numbers: [{ number: numbers[0], status: 'success' }],
        },
      },
    ]);
  });

  it('is kept with the business that asked: the brand, its campaign and the number in it', async () => {
    const { numbers, id: orderId } = await order();
    await claim({ orderId });
    const brand = await world.registrations.submitBrand(id, aSender());
    await claim({ brandId: brand.id });
    world.telnyx.settle('everything');
    const campaign = await world.registrations.submitCampaign(id, brand.id, aSender());
    await claim({ campaignId: campaign.id });
    world.telnyx.settle('everything');
    await world.registrations.assign(String(numbers[0]), campaign.id);
    world.telnyx.settle('everything');

    await heard();

    const kept = await rows();
    expect(kept.find(({ sk }) => sk === `brand#${brand.id}`)).toMatchObject({
      'said:REGISTRATION': { status: 'SUCCESS' },
    });
    expect(kept.find(({ sk }) => sk === `campaign#${campaign.id}`)).toMatchObject({
      brandId: brand.id,
      'said:TELNYX_REVIEW': { status: 'ACCEPTED' },
      'said:MNO_REVIEW': { status: 'ACCEPTED', isTMobileRegistered: true },
    });
    expect(kept.find(({ sk }) => sk === `number-assignment#${numbers[0]}`)).toMatchObject({
      'said:ASSIGNMENT': { status: 'SUCCESS' },
    });
  });

  it('is kept with its reason when it is refused', async () => {
    world.telnyx.setVerdicts({ brand: 'UNVERIFIED', reason: 'No such EIN.' });
    const { id: brandId } = await world.registrations.submitBrand(id, aSender());
    await claim({ brandId });
    world.telnyx.settle('everything');

    await heard();

    expect(await rows()).toMatchObject([
      { 'said:REGISTRATION': { status: 'FAILED', description: 'No such EIN.' } },
    ]);
  });

  it('is nobody’s until it is claimed, and then it says by what it waits', async () => {
    const { id: orderId } = await order();
    world.telnyx.settle('everything');

    await expect(heard()).rejects.toMatchObject({ code: 'business_not_found' });
    await claim({ orderId });
    await heard();
    expect(await rows()).toHaveLength(1);
  });

  it('is not kept with a business that has claimed what was ordered for another', async () => {
    const other = `${id}2` as BusinessId;
    const { id: orderId } = await order();
    await claim({ orderId }, other);
    world.telnyx.settle('everything');

    await expect(heard()).rejects.toMatchObject({ code: 'business_not_found' });
    expect([...(await rows()), ...(await rows(other))]).toEqual([]);
  });
});
