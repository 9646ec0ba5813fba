import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import type { PartnerId } from '../../functions/contracts/ids.ts';
import { book } from '../support/agent-tools.ts';
import { operatorsOf } from '../support/operators.ts';
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
    expect((after.body as { items: unknown[] }).items).toHaveLength(1);
    expect((after.body as { keys: { requests: number }[] }).keys[0]?.requests).toBeGreaterThanOrEqual(2);
  });
});

describe('a business of a partner that has a line', () => {
  it('has its calls, bookings and fees of a month told to the partner, and nobody of its callers [O8]', async () => {
    const partner = await partners.aPartner();
    const business = await world.aBusiness();
    // As it will be once a partner's business is given a line.
    const since = '2026-11-01T00:00:00.000Z';
    const opening = { v: 1, partnerId: partner.id, businessId: business.id, since };
    const key = keys.partnerBusiness(partner.id as PartnerId, business.id);
    const Item = { ...key, ...opening };
    await world.table.db.send(new PutCommand({ TableName: world.table.name, Item }));
    const call = await business.call();
    await book(business, call);
    call.hangUp();
    await world.atRest();

    const ask = (path: string) => people.api('GET', path, { token: partner.secret });
    const usage = await ask('/v1/partner/usage?month=2026-11');
    const shown = await ask(`/v1/partner/businesses/${business.id}`);

    const fees = { chargedCents: 5000, owedCents: 0, waivedCents: 0 };
    expect(usage).toMatchObject({
      status: 200,
      body: { items: [{ businessId: business.id, calls: 1, bookings: 1, fees, isComplete: true }] },
    });
    expect(shown).toMatchObject({ status: 200, body: { settings: { isReachable: true } } });
    for (const { body } of [usage, shown]) expect(JSON.stringify(body)).not.toContain(business.customerPhone);
  });
});
