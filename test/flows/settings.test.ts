import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRuleAgent } from '../../scripts/local/vendors/retell/rule-agent/rule-agent.ts';
import { book } from '../support/agent-tools.ts';
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

/** A business that can be called, and its owner, who changes it through the API. */
const anOwned = async () => {
  const business = await world.aBusiness();
  const person = await people.aPerson();
  await makeOwner(world, business.id, person);
  const path = `/v1/businesses/${business.id}`;
  const { accessToken: token } = person.tokens;
  return {
    business,
    show: () => people.api('GET', path, { token }),
    change: (body: object) => people.api('PATCH', path, { token, body: { settingsVersion: 0, ...body } }),
    /** What the agent says first to somebody who calls now. */
    async hears(): Promise<string | undefined> {
      const said: string[] = [];
      const call = await business.call();
      createRuleAgent(call, '2026-11-23', { onSaid: (_, text) => void said.push(text) }).greet();
      call.hangUp();
      return said[0];
    },
  };
};

describe('an owner who says how the agent greets [V1, O3]', () => {
  it('hears it in the next call, followed by what has to be said', async () => {
    const { business, change, show, hears } = await anOwned();
    const must = "I'm the AI assistant, and this call may be recorded. How can I help?";
    const usual = `Thanks for calling ${business.business.name}. ${must}`;
    expect((await show()).body).toMatchObject({ greeting: null, opening: usual });
    expect(await hears()).toBe(usual);

    const changed = await change({ greeting: 'Howdy, this is Apex' });

    const opening = `Howdy, this is Apex. ${must}`;
    expect(changed).toMatchObject({ status: 200, body: { greeting: 'Howdy, this is Apex', opening } });
    expect(await hears()).toBe(opening);
    expect(await change({ greeting: null, settingsVersion: 1 })).toMatchObject({ status: 200 });
    expect(await hears()).toBe(usual);
    await world.atRest();
  });

  it.each(['{{owner_transfer_number}}', '<speak>Hi</speak>', 'Hi\nthere', 'a'.repeat(201)])(
    'cannot say %j',
    async (greeting) => {
      const { change } = await anOwned();

      expect(await change({ greeting })).toMatchObject({
        status: 422,
        body: { title: 'invalid_arguments', fields: ['greeting'] },
      });
    },
  );
});

describe('an owner who does not want to hear of new appointments [N4]', () => {
  it('gets no e-mail of the next one, and everything else goes on', async () => {
    const { business, change, show } = await anOwned();
    expect((await show()).body).toMatchObject({ notifications: { newAppointment: ['email'] } });

    const changed = await change({ notifications: { newAppointment: [] } });
    const call = await business.call();
    await book(business, call);
    call.hangUp();
    await world.atRest();

    expect(changed).toMatchObject({ status: 200, body: { notifications: { newAppointment: [] } } });
    expect(business.emails()).toEqual([]);
    expect(await business.alerts()).toMatchObject([{ state: 'suppressed', because: 'not_wanted' }]);
    expect(business.sentTexts()).toMatchObject([{ status: 'delivered' }]);
    expect(await business.fees()).toMatchObject([{ state: 'charged' }]);
  });

  it('cannot choose what is no notification, or a means that there is not', async () => {
    const { change } = await anOwned();

    expect(await change({ notifications: { signInCodes: [] } })).toMatchObject({ status: 422 });
    expect(await change({ notifications: { newAppointment: ['pigeon'] } })).toMatchObject({ status: 422 });
  });
});
