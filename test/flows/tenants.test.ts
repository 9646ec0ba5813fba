import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { book } from '../support/agent-tools.ts';
import { withoutCounts } from '../support/counted-rows.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { makeOwner, type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

type Firm = {
  readonly owner: SignedIn;
  readonly business: FlowBusiness;
  readonly path: string;
  readonly appointmentId: string;
  readonly callId: string;
};

/** A business with an owner and a booking that has had all its effects. */
const aFirm = async (): Promise<Firm> => {
  const business = await world.aBusiness();
  const owner = await people.aPerson();
  await makeOwner(world, business.business.id, owner);
  const call = await business.call({});
  call.callerSays('My furnace is out.');
  const booked = await book(business, call);
  call.hangUp();
  await world.atRest();
  const { booking_id: appointmentId } = booked.result as { booking_id: string };
  const { items } = (await get(owner, `/v1/businesses/${business.business.id}/calls`)).body as {
    items: { id: string }[];
  };
  return {
    owner,
    business,
    path: `/v1/businesses/${business.business.id}`,
    appointmentId,
    callId: String(items[0]?.id),
  };
};

const get = (who: SignedIn, path: string) => people.api('GET', path, { token: who.tokens.accessToken });
const itemsAt = async (who: SignedIn, path: string) =>
  ((await get(who, path)).body as { items: Record<string, unknown>[] }).items;

describe('the owner of a business [C2]', () => {
  it('reads its calls with their words, appointments, fees, texts and record', async () => {
    const { owner, path, appointmentId, callId, business } = await aFirm();

    const call = await get(owner, `${path}/calls/${callId}`);
    const story = await get(owner, `${path}/appointments/${appointmentId}`);
    const fees = await itemsAt(owner, `${path}/fees`);
    const texts = await itemsAt(owner, `${path}/texts`);
    const audit = await itemsAt(owner, `${path}/audit`);

    expect(call).toMatchObject({ status: 200, body: { id: callId, outcome: 'booked' } });
    expect((call.body as { transcript: string }).transcript).toContain('My furnace is out.');
    expect(story).toMatchObject({
      status: 200,
      body: {
        appointment: { id: appointmentId, status: 'booked' },
        fee: { state: 'charged', amountCents: 5000 },
        texts: [{ state: 'delivered', appointmentId }],
      },
    });
    expect(fees).toMatchObject([{ appointmentId, evidence: { callId } }]);
    expect(texts).toMatchObject([{ appointmentId, kind: 'confirmation' }]);
    expect(audit.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['appointment.booked', 'fee.charged', 'text.sent']),
    );
    // What Stripe and Retell call the business is ours, and nothing that is not in the contract leaves.
    const shown = JSON.stringify((await get(owner, path)).body);
    expect(shown).not.toContain(String(business.business.billing.stripeCustomerId));
    expect(shown).not.toMatch(/cus_|agent_|"v":|listSk|asOf/);
  });

  it('turns pages that neither leave out nor repeat, and whose cursors lead nowhere else', async () => {
    const firm = await aFirm();
    const other = await aFirm();
    const all = await itemsAt(firm.owner, `${firm.path}/audit?limit=100`);

    const paged: unknown[] = [];
    let next: string | undefined = '';
    let stolen: string | undefined;
    while (next !== undefined) {
      const page = await get(firm.owner, `${firm.path}/audit?limit=1${next && `&cursor=${next}`}`);
      const { items, next: more } = page.body as { items: unknown[]; next?: string };
      paged.push(...items);
      stolen ??= more;
      next = more;
    }
    const withCursor = await get(other.owner, `${other.path}/audit?limit=100&cursor=${stolen}`);
    const garbage = await get(firm.owner, `${firm.path}/audit?cursor=bm9uc2Vuc2U`);

    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(2);
    expect(JSON.stringify(withCursor.body)).not.toContain(firm.appointmentId);
    expect(garbage).toMatchObject({ status: 400, body: { title: 'cursor_invalid' } });
  });

  it('F-TEN-2: is told that the business of another does not exist, on every route', async () => {
    const mine = await aFirm();
    const theirs = await aFirm();
    const before = withoutCounts(await world.rows());

    for (const [method, rest, body] of [
      ['GET', ''],
      ['PATCH', '', { settingsVersion: 0, name: 'Mine now' }],
      ['GET', '/calls'],
      ['GET', `/calls/${theirs.callId}`],
      ['GET', '/appointments'],
      ['GET', `/appointments/${theirs.appointmentId}`],
      ['GET', '/fees'],
      ['GET', '/texts'],
      ['GET', '/audit'],
      ['GET', '/audit/chain'],
      ['GET', '/team'],
      ['GET', '/team/invitations'],
      ['POST', '/team/invitations', { email: 'me@people.example', role: 'owner' }],
      ['DELETE', '/team/invitations/inv_nobodyinvited'],
      ['PATCH', `/team/${theirs.owner.personId}`, { role: 'staff' }],
      ['DELETE', `/team/${theirs.owner.personId}`],
    ] as const) {
      const answer = await people.api(method, `${theirs.path}${rest}`, {
        token: mine.owner.tokens.accessToken,
        ...(body && { body }),
        key: 'a-key-of-mine',
      });
      expect(answer, `${method} ${rest}`).toMatchObject({
        status: 404,
        body: { title: 'business_not_found' },
      });
    }
    // Ids of another's things in one's own business are nothing.
    expect((await get(mine.owner, `${mine.path}/calls/${theirs.callId}`)).status).toBe(404);
    expect((await get(mine.owner, `${mine.path}/appointments/${theirs.appointmentId}`)).status).toBe(404);
    expect(withoutCounts(await world.rows())).toEqual(before);
  });
});
