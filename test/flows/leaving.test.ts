import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ERASED_AFTER_DAYS } from '../../functions/contracts/retention.ts';
import { eventually } from '../support/eventually.ts';
import { heldBy, leavingOf, NOTHING_HELD, type ToldClosing } from '../support/leaving.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { operatorsOf } from '../support/operators.ts';
import { type People, peopleOf } from '../support/people.ts';
import { aSender } from '../support/provision-world.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const MINUTE_MS = 60_000;
const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);
/** What somebody hears first who calls the number. */
const bookingOf = async (to: string) => {
  const call = await world.retell.placeCall({ from: '+15125550187', to });
  const { booking } = call.dynamicVariables;
  call.hangUp();
  return booking;
};

describe('an owner who leaves [D13]', () => {
  it('F-OPS-5, F-TEN-11: has nothing left at any vendor, by the word of each, and nobody else notices', async () => {
    const leaves = await onboardingOf(world, people);
    const number = await leaves.toLine();
    const stays = await onboardingOf(world, people);
    const other = await stays.toLine();
    await world.workersIdle();
    const before = await heldBy(world, stays.businessId);
    const had = await heldBy(world, leaves.businessId);
    expect(had).toMatchObject({
      subscriptions: 1,
      numbers: 1,
      profiles: 1,
      imported: 1,
      agents: 1,
      models: 1,
    });
    const leaving = leavingOf(people, leaves);

    expect(await leaving.close('now')).toMatchObject({ status: 202, body: { state: 'closing' } });
    const closed = await leaving.until({ state: 'closed' });

    expect(await heldBy(world, leaves.businessId)).toEqual(NOTHING_HELD);
    expect(closed.open).toEqual([]);
    expect(closed.confirmations.map(({ vendor, what, at }) => [vendor, what, at !== undefined])).toEqual([
      ['stripe', 'subscription', true],
      ['retell', 'number', true],
      ['retell', 'agent', true],
      ['retell', 'model', true],
      ['telnyx', 'number', true],
      ['telnyx', 'messaging-profile', true],
    ]);
    const names = (await world.rows()).filter(
      ({ pk, businessId }) => !/^(BIZ|STRIPE|INBOX)#/.test(String(pk)) && businessId === leaves.businessId,
    );
    expect(names.filter(({ pk }) => /^(AGENT|NUMBER|NUMBERORDER|BRAND|CAMPAIGN)#/.test(String(pk)))).toEqual(
      [],
    );
    await expect(world.retell.placeCall({ from: '+15125550187', to: number })).rejects.toThrow();
    expect(await heldBy(world, stays.businessId)).toEqual(before);
    expect(await bookingOf(other)).toBe('open');
  });

  it('is forgotten a month later, but for opt-outs, money, the record and the certificate', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const stays = await onboardingOf(world, people);
    const call = await world.retell.placeCall({ from: '+15125550187', to: number });
    call.callerSays('Hello?');
    call.hangUp();
    await onboarding.until('test-call', { state: 'done' });
    const objectsOf = async (id: string) => {
      const { Contents = [] } = await world.objects.send(
        new ListObjectsV2Command({ Bucket: String(world.cloud.outputs.RawBucketName) }),
      );
      return Contents.flatMap(({ Key = '' }) => (Key.includes(`/${id}/`) ? [Key.split('/')[0]] : []));
    };
    const leaving = leavingOf(people, onboarding);
    await leaving.close('now');
    await leaving.until({ state: 'closed' });
    const rowsOf = async (id: string) =>
      (await world.rows())
        .filter(({ pk }) => String(pk).startsWith(`BIZ#${id}#`))
        .map(({ pk }) => String(pk).split('#')[2]);
    const others = (await rowsOf(stays.businessId)).length;
    expect(new Set(await rowsOf(onboarding.businessId))).toContain('CALLS');

    pass((ERASED_AFTER_DAYS - 1) * 24 * 60 * MINUTE_MS);
    for (const { businessId: id, by } of [onboarding, stays]) {
      const { accessToken: token } = await people.signIn(by.email);
      const headers = { 'idempotency-key': `all-of-${id}` };
      await people.api('POST', `/v1/businesses/${id}/exports`, { token, headers });
      await eventually('an archive', async () => expect(await objectsOf(id)).toContain('exports'));
    }
    await world.letPass(24 * 60 + 1);
    await eventually('the data to be erased', async () =>
      expect(new Set(await rowsOf(onboarding.businessId))).toEqual(
        new Set(['AUDIT', 'BILLING', 'CHAIN', 'ONBOARDING', 'TEAM']),
      ),
    );

    expect((await rowsOf(stays.businessId)).length).toBeGreaterThanOrEqual(others);
    expect(await objectsOf(onboarding.businessId)).toEqual([]);
    expect(await objectsOf(stays.businessId)).toContain('exports');
    const { by } = onboarding;
    const tokens = await people.signIn(by.email);
    const { status, body } = await people.api('GET', `/v1/businesses/${onboarding.businessId}/closing`, {
      token: tokens.accessToken,
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { state: 'closed', erasedAt: expect.any(String) },
    });
  });

  it('is served until what is paid has ended', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const leaving = leavingOf(people, onboarding);

    await leaving.close('period-end');
    await leaving.until({ state: 'closing', waitsFor: 'period-end' });
    expect(await bookingOf(number)).toBe('open');

    await leaving.close('now');
    await leaving.until({ state: 'closed' });
    expect(await heldBy(world, onboarding.businessId)).toEqual(NOTHING_HELD);
  });

  it('is waited for while the carrier does not answer, and told so', async () => {
    const onboarding = await onboardingOf(world, people);
    await onboarding.toLine();
    const leaving = leavingOf(people, onboarding);
    world.telnyx.faults.down(true);

    await leaving.close('now');
    const waits = await leaving.until({ waitsFor: 'vendor' });
    expect(waits.because).toMatch(/telnyx/);

    world.repair();
    await world.letPass(3);
    await leaving.until({ state: 'closed' });
    expect(await heldBy(world, onboarding.businessId)).toEqual(NOTHING_HELD);
  });

  it('suspends a business for a while: callers are put through, and served in full a minute after', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const leaving = leavingOf(people, onboarding);
    const held = await heldBy(world, onboarding.businessId);
    expect(await bookingOf(number)).toBe('open');

    expect(await leaving.suspend('suspended')).toMatchObject({ status: 200, body: { state: 'suspended' } });
    pass(MINUTE_MS);
    expect(await bookingOf(number)).toBe('closed');
    expect(await heldBy(world, onboarding.businessId)).toEqual(held);

    expect(await leaving.suspend('served')).toMatchObject({ status: 200, body: { state: 'served' } });
    pass(MINUTE_MS);
    expect(await bookingOf(number)).toBe('open');
  });

  it('gives up the campaign at once, and says of the brand that the registry keeps it', async () => {
    const leaves = await onboardingOf(world, people);
    await leaves.toLine();
    await leaves.say('/texting', aSender());
    await eventually('carriers to have agreed', async () => {
      await world.letPass(1);
      expect(await leaves.step('texting')).toMatchObject({ state: 'done' });
    });
    expect(await heldBy(world, leaves.businessId)).toMatchObject({ campaigns: 1, brands: 1 });
    const leaving = leavingOf(people, leaves);
    const registered = ({ confirmations }: ToldClosing) =>
      confirmations
        .filter(({ what }) => what === 'campaign' || what === 'brand')
        .map(({ what, at }) => [what, at !== undefined]);

    await leaving.close('now');
    const closed = await leaving.until({ state: 'closed' });

    expect(await heldBy(world, leaves.businessId)).toEqual({ ...NOTHING_HELD, brands: 1 });
    expect(closed).toMatchObject({ open: [], waitsFor: 'brand' });
    expect(registered(closed)).toEqual([
      ['campaign', true],
      ['brand', false],
    ]);
  });
});

describe('an operator [D13]', () => {
  it('suspends and closes a business for its owner, on record', async () => {
    const onboarding = await onboardingOf(world, people);
    await onboarding.toLine();
    const operators = operatorsOf(world, people);
    const operator = await operators.anOperator();
    const at = `/v1/operator/businesses/${onboarding.businessId}`;
    const ask = (method: 'GET' | 'PUT', path: string, body?: object) =>
      people.api(method, `${at}${path}`, { token: operator.tokens.accessToken, ...(body && { body }) });

    expect(await ask('GET', '/closing')).toMatchObject({ status: 404, body: { title: 'closing_not_found' } });
    expect(await ask('PUT', '/suspension', { state: 'suspended' })).toMatchObject({ status: 200 });
    expect(await ask('PUT', '/closing', { ends: 'now' })).toMatchObject({ status: 202 });
    await eventually('the business to be closed', async () =>
      expect((await ask('GET', '/closing')).body).toMatchObject({ state: 'closed' }),
    );

    expect(await ask('PUT', '/suspension', { state: 'served' })).toMatchObject({
      status: 409,
      body: { title: 'business_closing' },
    });
    expect(await heldBy(world, onboarding.businessId)).toEqual(NOTHING_HELD);
    const { items } = (await ask('GET', '/audit')).body as { items: { what: string; actor: string }[] };
    const record = items.filter(({ what }) => /^business\.(suspended|closing|closed)$/.test(what));
    expect(record.map(({ what }) => what).toSorted()).toEqual([
      'business.closed',
      'business.closing',
      'business.suspended',
    ]);
    expect(record.filter(({ actor }) => actor === `operator:${operator.personId}`)).toHaveLength(2);
  });
});
