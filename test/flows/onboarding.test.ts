import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { telnyxNumbers } from '../../functions/adapters/telnyx/numbers.ts';
import { book } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { someSecrets } from '../support/messages.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

describe('an owner [O1] [V1]', () => {
  it('comes alone from a description to a number that their own agent answers', async () => {
    const onboarding = await onboardingOf(world, people);

    const number = await onboarding.toLine();
    const call = await world.retell.placeCall({ from: '+15125550187', to: number });
    call.callerSays('Hello?');
    call.hangUp();
    await onboarding.until('test-call', { state: 'done' });
    const told = await onboarding.say('/steps/forwarding/left-out');

    expect(told.state).toBe('live');
    expect(number).toMatch(/^\+1512\d{7}$/);
    const { body } = await people.api('GET', `/v1/businesses/${onboarding.businessId}`, {
      token: onboarding.by.tokens.accessToken,
    });
    expect(body).toMatchObject({ isReachable: true, numbers: [number] });
  });

  it("F-TEN-8: naming another business's number as theirs stops none of its calls", async () => {
    const victim = await world.aBusiness();
    const [number = ''] = victim.business.numbers;
    const stranger = await onboardingOf(world, people);

    const { status } = await people.api('PATCH', `/v1/businesses/${stranger.businessId}`, {
      token: stranger.by.tokens.accessToken,
      body: {
        settingsVersion: 0,
        owner: { ...stranger.described.owner, phones: [number], transferNumber: number },
      },
    });
    await stranger.say('');
    const said = await stranger.ask('PUT', '/profile', {
      zone: 'America/Chicago',
      areaCode: '512',
      forwardFrom: number,
    });
    await world.workersIdle();

    expect([status, said.status]).toEqual([200, 202]);
    const call = await victim.call();
    expect((await book(victim, call)).result).toMatchObject({ ok: true });
    expect(await victim.appointments()).toHaveLength(1);
    call.hangUp();
  });

  it('is rung by their customers on the phone that they name later, where we cannot be reached', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const telnyx = telnyxNumbers({
      apiUrl: `${world.telnyx.url}/v2`,
      secrets: someSecrets({
        telnyx: { apiKey: world.telnyx.keys.apiKey, publicKeys: [world.telnyx.keys.publicKey] },
      }),
    });
    const fallsBackTo = async () => (await telnyx.find(number))?.forwardsOnFailureTo;
    expect(await fallsBackTo()).toBe(onboarding.phone);

    const { status } = await people.api('PATCH', `/v1/businesses/${onboarding.businessId}`, {
      token: onboarding.by.tokens.accessToken,
      body: {
        settingsVersion: 0,
        owner: { ...onboarding.described.owner, transferNumber: '+15125550177' },
      },
    });

    expect(status).toBe(200);
    await eventually('the line to fall back to another phone', async () =>
      expect(await fallsBackTo()).toBe('+15125550177'),
    );
    await onboarding.until('line', { state: 'done' });
  });

  it('changes what their agent is made of, and goes back to what it was made of before', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const at = `/v1/businesses/${onboarding.businessId}`;
    const token = onboarding.by.tokens.accessToken;
    const ask = (method: 'GET' | 'PATCH' | 'POST', path: string, body?: object) =>
      people.api(method, `${at}${path}`, { token, ...(body && { body }) });
    type Versions = { items: { number: number; reason: string; prompt: string }[] };
    const versions = async () => ((await ask('GET', '/agent/versions')).body as Versions).items;
    /** Until callers hear that one of the agents; which of Retell's versions answers them. */
    const hears = async (agent: number): Promise<unknown> => {
      await eventually(`callers to hear the agent ${agent}`, async () =>
        expect((await ask('GET', '/agent')).body).toMatchObject({
          state: 'current',
          live: { number: agent },
        }),
      );
      const call = await world.retell.placeCall({ from: '+15125550187', to: number });
      call.hangUp();
      return call.call().agent_version;
    };
    const first = await hears(1);

    const services = [
      ...onboarding.described.services,
      { id: 'duct', name: 'Duct cleaning', durationMinutes: 90 },
    ];
    expect(await ask('PATCH', '', { settingsVersion: 0, services })).toMatchObject({ status: 200 });
    const second = await hears(2);
    expect(await ask('POST', '/agent/rollback', { number: 2 })).toMatchObject({ status: 202 });
    const third = await hears(1);

    const [changed, before] = await versions();
    expect([changed, before]).toMatchObject([{ reason: 'settings' }, { reason: 'onboarding' }]);
    expect(changed?.prompt).toContain('Duct cleaning');
    expect(before?.prompt).not.toContain('Duct cleaning');
    expect(new Set([first, second, third]).size).toBe(3);
    const { items } = (await ask('GET', '/audit')).body as { items: { what: string }[] };
    expect(items.filter(({ what }) => what === 'agent.published')).toHaveLength(3);
  });

  it('is answered by an agent that is made anew once they change something, where somebody deleted theirs', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const answered = async (): Promise<string> => {
      const call = await world.retell.placeCall({ from: '+15125550187', to: number });
      call.hangUp();
      return call.agentId;
    };
    const deleted = await answered();
    const [key] = world.secret.retell.apiKeys;
    const { status } = await fetch(`${world.retell.url}/delete-agent/${deleted}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    });
    expect(status).toBe(204);
    await expect(answered()).rejects.toThrow();

    const services = [{ id: 'duct', name: 'Duct cleaning', durationMinutes: 90 }];
    await people.api('PATCH', `/v1/businesses/${onboarding.businessId}`, {
      token: onboarding.by.tokens.accessToken,
      body: { settingsVersion: 0, services },
    });
    await eventually('somebody to answer again', async () => expect(await answered()).not.toBe(deleted));
  });
});
