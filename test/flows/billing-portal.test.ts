import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { makeOwner, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const anOwned = async () => {
  const business = await world.aBusiness();
  const person = await people.aPerson();
  await makeOwner(world, business.id, person);
  const { accessToken: token } = person.tokens;
  return {
    business,
    open: () => people.api('POST', `/v1/businesses/${business.id}/billing-portal`, { token }),
  };
};

describe("an owner opens Stripe's page on how the business pays [B1]", () => {
  it('and gets one of their own customer that leads back to the dashboard', async () => {
    const { business, open } = await anOwned();

    const { status, body } = await open();

    expect({ status, body }).toEqual({
      status: 200,
      body: { url: expect.stringContaining(world.stripe.url) },
    });
    const asked = world.stripe.received().filter(({ path }) => path === '/v1/billing_portal/sessions');
    expect(asked.at(-1)?.body).toMatchObject({
      customer: business.business.billing.stripeCustomerId,
      configuration: world.secret.platform?.portalConfiguration,
      return_url: expect.stringMatching(new RegExp(`/b/${business.id}/billing$`)),
    });
    expect((await fetch((body as { url: string }).url)).status).toBe(200);
  });

  it('and is told to subscribe first where there is no customer yet', async () => {
    const { business, open } = await anOwned();
    await world.table.db.send(
      new UpdateCommand({
        TableName: world.table.name,
        Key: keys.configuration(business.id),
        UpdateExpression: 'REMOVE billing',
      }),
    );

    expect(await open()).toMatchObject({ status: 409, body: { title: 'not_subscribed' } });
  });

  it('and may try again in a while when Stripe does not answer', async () => {
    const { open } = await anOwned();
    world.stripe.faults.add({ effect: 'refuse-503', times: 1 });

    expect(await open()).toMatchObject({ status: 503, body: { title: 'vendor_unavailable' } });
    expect(await open()).toMatchObject({ status: 200 });
  });

  it('and to whoever is no member there is no such business', async () => {
    const { business } = await anOwned();
    const { accessToken: token } = (await people.aPerson()).tokens;

    const answer = await people.api('POST', `/v1/businesses/${business.id}/billing-portal`, { token });

    expect(answer).toMatchObject({ status: 404, body: { title: 'business_not_found' } });
  });
});
