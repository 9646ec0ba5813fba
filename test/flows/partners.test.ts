import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MONDAY_MORNING } from '../support/builders.ts';
import { operatorsOf } from '../support/operators.ts';
import { tracesOf } from '../support/partner-keys.ts';
import { openFor, type Partner, partnersOf } from '../support/partners.ts';
import { describedBusiness, PASSWORD, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let partners: ReturnType<typeof partnersOf>;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  const operator = await operatorsOf(world, people).anOperator();
  partners = partnersOf(people, operator);
});
afterAll(() => world?.stop());

const MINUTE_MS = 60_000;
const pass = (milliseconds: number) => world.clock.set(world.clock.offsetMs() + milliseconds);
const INVALID = { status: 401, body: { title: 'key_invalid' } };
const NOT_FOUND = { status: 404, body: { title: 'business_not_found' } };

const open = ({ secret }: Partner, email: string, differing: object = {}, key = `open-${email}`) =>
  people.api('POST', '/v1/partner/businesses', {
    token: secret,
    key,
    body: { ...describedBusiness(email), ...differing },
  });
const opened = (partner: Partner, email: string, differing: object = {}): Promise<string> =>
  openFor(people, partner, email, differing);

describe('a partner [O2]', () => {
  it('opens a business for an owner, who takes it over with the code that was sent and reads it', async () => {
    const partner = await partners.aPartner();
    const email = 'taking-over@people.example';

    const businessId = await opened(partner, email, { externalId: 'crm-0815' });
    const look = () => people.api('GET', `/v1/partner/businesses/${businessId}`, { token: partner.secret });
    const before = await look();
    const code = await people.codeFor(email);
    const joined = await people.api('POST', '/v1/invitations/accept', {
      body: { businessId, email, code, name: 'Olivia Owner', password: PASSWORD },
    });
    const { accessToken: token } = await people.signIn(email);

    expect(before).toMatchObject({
      status: 200,
      body: { businessId, externalId: 'crm-0815', hasOwner: false, settings: { name: 'Apex Heating & Air' } },
    });
    expect(joined).toMatchObject({ status: 201, body: { businessId, role: 'owner' } });
    expect(await people.api('GET', `/v1/businesses/${businessId}`, { token })).toMatchObject({
      status: 200,
      body: { id: businessId, isReachable: false },
    });
    expect(await look()).toMatchObject({ body: { hasOwner: true } });
    // The owner reads who has opened it.
    const { body } = await people.api('GET', `/v1/businesses/${businessId}/audit`, { token });
    expect((body as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ what: 'business.opened', actor: `partner:${partner.id}`, seq: 1 }),
    );
  });

  it('opens one business however often the same request comes, also at once', async () => {
    const partner = await partners.aPartner();
    const email = 'once@people.example';

    const first = await open(partner, email);
    const again = await Promise.all([1, 2, 3].map(() => open(partner, email)));
    const otherBody = await open(partner, email, { name: 'Other' });
    const noKey = await people.api('POST', '/v1/partner/businesses', {
      token: partner.secret,
      body: describedBusiness(email),
    });
    await world.atRest();

    for (const answer of again) expect(answer).toMatchObject({ status: 201, body: first.body });
    expect(otherBody).toMatchObject({ status: 422, body: { title: 'idempotency_key_reused' } });
    expect(noKey).toMatchObject({ status: 400, body: { title: 'idempotency_key_missing' } });
    expect(people.mailTo(email)).toHaveLength(1);
  });

  it('has one business under each id of their own, also where two are opened at once', async () => {
    const partner = await partners.aPartner();
    const other = await partners.aPartner();
    const externalId = 'crm-1';

    const answers = await Promise.all(
      [1, 2, 3].map((one) => open(partner, `race${one}@people.example`, { externalId })),
    );
    const ofOther = await open(other, 'elsewhere@people.example', { externalId });

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 201)
        expect({ status, body }).toMatchObject({ status: 409, body: { title: 'reference_taken' } });
    expect(ofOther.status).toBe(201);
    await world.atRest();
    const mailed = [1, 2, 3].flatMap((one) => people.mailTo(`race${one}@people.example`));
    expect(mailed).toHaveLength(1);
  });

  it('sees nothing of what another has opened, or an owner has', async () => {
    const partner = await partners.aPartner();
    const other = await partners.aPartner();
    const businessId = await opened(partner, 'hidden@people.example');
    const owned = await world.aBusiness();
    const ask = (path: string) => people.api('GET', path, { token: other.secret });

    expect(await ask(`/v1/partner/businesses/${businessId}`)).toMatchObject(NOT_FOUND);
    expect(await ask(`/v1/partner/businesses/${owned.id}`)).toMatchObject(NOT_FOUND);
    expect(await ask('/v1/partner/businesses/biz_nobodys')).toMatchObject(NOT_FOUND);
    expect(await ask('/v1/partner/businesses')).toMatchObject({ status: 200, body: { items: [] } });
    expect(await ask('/v1/partner/usage?month=2026-11')).toMatchObject({ status: 200, body: { items: [] } });
    expect(await ask(`/v1/businesses/${businessId}`)).toMatchObject({ status: 401 });
  });

  it('pages through what they have opened, each once', async () => {
    const partner = await partners.aPartner();
    const ids = [];
    for (const one of [1, 2, 3]) ids.push(await opened(partner, `paged${one}@people.example`));

    const seen: string[] = [];
    let cursor = '';
    do {
      const path = `/v1/partner/businesses?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await people.api('GET', path, { token: partner.secret });
      const page = body as { items: { businessId: string }[]; next?: string };
      seen.push(...page.items.map((item) => item.businessId));
      cursor = page.next ?? '';
    } while (cursor);

    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('is told what a month came to, by business and by key [O8]', async () => {
    const partner = await partners.aPartner();
    const businessId = await opened(partner, 'used@people.example', { externalId: 'crm-7' });

    const answer = await people.api('GET', '/v1/partner/usage?month=2026-11', { token: partner.secret });

    expect(answer).toMatchObject({
      status: 200,
      body: {
        month: '2026-11',
        items: [{ businessId, externalId: 'crm-7', calls: 0, bookings: 0, isComplete: true }],
        // Two: this one is counted beside being answered.
        keys: [{ keyId: partner.keyId, requests: expect.any(Number) }],
      },
    });
    const after = await people.api('GET', '/v1/partner/usage?month=2026-11', { token: partner.secret });
    expect((after.body as { keys: { requests: number }[] }).keys[0]?.requests).toBeGreaterThanOrEqual(2);
  });
});

describe("a partner's key [O2]", () => {
  it('opens what its scopes name, and says what they are', async () => {
    const reader = await partners.aPartner(['businesses:read']);
    const me = await people.api('GET', '/v1/partner', { token: reader.secret });
    const usage = await people.api('GET', '/v1/partner/usage?month=2026-11', { token: reader.secret });
    const written = await open(reader, 'unwritten@people.example');

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
    expect(world.clock.now()).toBeGreaterThan(MONDAY_MORNING);
  });
});
