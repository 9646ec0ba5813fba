import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorsOf } from '../support/operators.ts';
import { tracesOf } from '../support/partner-keys.ts';
import { type Partner, partnersOf } from '../support/partners.ts';
import { describedBusiness, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let partners: ReturnType<typeof partnersOf>;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  partners = partnersOf(people, await operatorsOf(world, people).anOperator());
});
afterAll(() => world?.stop());

const MINUTE_MS = 60_000;
const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);
const INVALID = { status: 401, body: { title: 'key_invalid' } };

describe("a partner's key [O2]", () => {
  it('opens what its scopes name, and says what they are', async () => {
    const reader = await partners.aPartner(['businesses:read']);
    const me = await people.api('GET', '/v1/partner', { token: reader.secret });
    const usage = await people.api('GET', '/v1/partner/usage?month=2026-11', { token: reader.secret });
    const written = await people.api('POST', '/v1/partner/businesses', {
      token: reader.secret,
      key: 'not-written',
      body: describedBusiness('unwritten@people.example'),
    });

    expect(me).toMatchObject({
      status: 200,
      body: { partnerId: reader.id, keyId: reader.keyId, scopes: ['businesses:read'], name: reader.name },
    });
    for (const refused of [usage, written])
      expect(refused).toMatchObject({ status: 403, body: { title: 'not_allowed' } });
  });

  it('is refused within a minute of being revoked, and so is every key of a suspended partner', async () => {
    const partner = await partners.aPartner();
    const other = await partners.aPartner();
    const look = ({ secret }: Partner) => people.api('GET', '/v1/partner', { token: secret });
    expect((await Promise.all([partner, other].map(look))).map(({ status }) => status)).toEqual([200, 200]);

    const revoked = await partners.asOperator('DELETE', `/${partner.id}/keys/${partner.keyId}`);
    const suspended = await partners.asOperator('POST', `/${other.id}/suspend`);
    pass(MINUTE_MS);

    expect(revoked.status).toBe(204);
    expect(suspended).toMatchObject({ status: 200, body: { state: 'suspended' } });
    expect(await look(partner)).toMatchObject(INVALID);
    expect(await look(other)).toMatchObject(INVALID);
    await partners.asOperator('POST', `/${other.id}/resume`);
    expect(await look(other)).toMatchObject({ status: 200 });
  });

  it('is shown once: a repeat tells of it without it, and no row and no line of a log has it', async () => {
    const { id } = await partners.aPartner();
    const body = { label: 'ci', scopes: ['businesses:read'] };
    const issue = () => partners.asOperator('POST', `/${id}/keys`, { key: 'issue-once', body });

    const first = await issue();
    const again = await issue();

    const { secret, key } = first.body as { secret: string; key: { id: string } };
    expect(first).toMatchObject({ status: 201, body: { key: { label: 'ci' } } });
    expect(again).toMatchObject({ status: 201, body: { key } });
    expect(again.body).not.toHaveProperty('secret');
    expect((await people.api('GET', '/v1/partner', { token: secret })).status).toBe(200);
    await world.atRest();
    const rows = JSON.stringify(await world.rows());
    const lines = JSON.stringify(world.lines.map(({ text }) => text));
    for (const trace of tracesOf(secret)) {
      expect(rows).not.toContain(trace);
      expect(lines).not.toContain(trace);
    }
  });

  it('is changed for another while both go on, and is listed with when it was used, never itself', async () => {
    const partner = await partners.aPartner();
    await people.api('GET', '/v1/partner', { token: partner.secret });
    const oldEndsAt = new Date(world.clock.now() + 10 * MINUTE_MS).toISOString();
    const rotated = await partners.asOperator('POST', `/${partner.id}/keys/${partner.keyId}/rotate`, {
      key: `rotate-${partner.keyId}`,
      body: { oldEndsAt },
    });
    const next = (rotated.body as { secret: string }).secret;
    const ask = (token: string) => people.api('GET', '/v1/partner', { token });

    expect((await ask(partner.secret)).status).toBe(200);
    expect((await ask(next)).status).toBe(200);
    pass(10 * MINUTE_MS);
    expect(await ask(partner.secret)).toMatchObject(INVALID);
    expect((await ask(next)).status).toBe(200);

    const { body } = await partners.asOperator('GET', `/${partner.id}/keys`);
    const { items } = body as { items: { id: string; endsAt?: string; lastUsedAt?: string }[] };
    const old = items.find(({ id }) => id === partner.keyId);
    expect(old).toMatchObject({ endsAt: oldEndsAt, lastUsedAt: expect.stringMatching(/:00:00\.000Z$/) });
    expect(JSON.stringify(body)).not.toMatch(/hash|cgp_/);
  });

  it('is made by operators alone', async () => {
    const owner = await people.aPerson();
    const { secret } = await partners.aPartner();
    const body = { name: 'Mine', email: 'mine@people.example' };
    for (const token of [undefined, owner.tokens.accessToken, secret]) {
      const answer = await people.api('POST', '/v1/operator/partners', { token, key: 'not-mine', body });
      expect(answer.status).toBe(401);
    }
  });
});
