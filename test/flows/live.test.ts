import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../functions/contracts/live.ts';
import { book } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { askForTicket, connectPage, openPage } from '../support/live-pages.ts';
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

const MINUTE_MS = 60_000;

/** A business with an owner who is signed in. */
const anOpenBusiness = async () => {
  const business = await world.aBusiness();
  const owner = await people.aPerson();
  await makeOwner(world, business.id, owner);
  const token = owner.tokens.accessToken;
  return { business, owner, token, open: () => openPage(people.api, token, business.id) };
};

const seqOf = (message: LiveMessage): number => ('seq' in message ? message.seq : Number.NaN);

describe('the live channel [C4]', () => {
  it('tells open pages of a call and its appointment, of nothing personal, and no page of anybody else', async () => {
    const { business, token, open } = await anOpenBusiness();
    const other = await anOpenBusiness();
    const [page, elsewhere] = await Promise.all([open(), other.open()]);
    expect(await page.ping()).toEqual({ v: 1, seq: expect.any(Number) });
    const call = await business.call();

    await book(business, call);
    await eventually('the page to hear of the appointment', () =>
      expect([...page.topics()]).toEqual(expect.arrayContaining(['appointments', 'fees'])),
    );
    // It is told of what is there already: whoever asks then has it.
    const [appointment] = await business.appointments();
    const asked = await people.api('GET', `/v1/businesses/${business.id}/appointments/${appointment?.id}`, {
      token,
    });
    expect(asked).toMatchObject({ status: 200, body: { appointment: { id: appointment?.id } } });
    call.hangUp();
    await eventually('the page to hear of the call', () => expect([...page.topics()]).toContain('calls'));
    await world.atRest();

    const told = page.heard.flatMap((message) => ('topic' in message ? [message] : []));
    expect(told.map((message) => Object.keys(message))).toEqual(told.map(() => ['v', 'seq', 'topic']));
    expect(JSON.stringify(told)).not.toContain(business.customerPhone.slice(1));
    // A change may still come while the latest number is asked for.
    await eventually('the page to have heard them all', async () => {
      const pong = await page.ping();
      const numbers = page.heard
        .flatMap((message) => ('topic' in message ? [message.seq] : []))
        .toSorted((one, next) => one - next);
      expect(numbers).toEqual(numbers.map((_, index) => Number(numbers[0]) + index));
      expect(pong).toEqual({ v: 1, seq: numbers.at(-1) });
    });
    expect(elsewhere.heard).toEqual([]);
  });

  it('takes a ticket once, within a minute, and from nobody who made it up', async () => {
    const { business, token } = await anOpenBusiness();
    const stranger = await people.aPerson();
    const once = await askForTicket(people.api, token, business.id);
    const page = await connectPage(once);
    const late = await askForTicket(people.api, token, business.id);

    const again = await connectPage(once);
    world.clock.passTo(world.clock.now() + MINUTE_MS);
    const tooLate = await connectPage(late);
    const madeUp = await connectPage({ ...once, ticket: `${business.id}.AAAAAAAAAAAAAAAAAAAAAA` });
    const notATicket = await connectPage({ ...once, ticket: 'let-me-in' });
    const ofAnother = await people.api('POST', `/v1/businesses/${business.id}/live-tickets`, {
      token: stranger.tokens.accessToken,
    });

    expect(page).not.toBe('refused');
    expect([again, tooLate, madeUp, notATicket]).toEqual(Array(4).fill('refused'));
    expect(ofAnother).toMatchObject({ status: 404, body: { title: 'business_not_found' } });
    expect(JSON.stringify(await business.rows())).not.toContain(late.ticket);
    expect(world.lines.map(({ text }) => text).join('\n')).not.toContain(late.ticket.slice(-22));
  });

  it('cuts off whoever is removed from the team, at once', async () => {
    const { business, open, token } = await anOpenBusiness();
    const colleague = await people.aPerson();
    await makeOwner(world, business.id, colleague);
    const theirs = await openPage(people.api, colleague.tokens.accessToken, business.id);
    const own = await open();
    await theirs.ping();

    const removed = await people.api('DELETE', `/v1/businesses/${business.id}/team/${colleague.personId}`, {
      token,
    });
    await eventually('the page to be cut off', () => expect(theirs.closedWith()).toBeDefined());
    const call = await business.call();
    await book(business, call);
    await eventually('the other page to hear', () => expect([...own.topics()]).toContain('appointments'));

    expect(removed.status).toBe(204);
    expect([...theirs.topics()]).not.toContain('appointments');
  });

  it('cuts off every page of whoever signs out everywhere', async () => {
    const { open, token } = await anOpenBusiness();
    const pages = [await open(), await open()];
    for (const page of pages) await page.ping();

    expect((await people.api('DELETE', '/v1/sessions', { token })).status).toBe(204);

    await eventually('the pages to be cut off', () =>
      expect(pages.map((page) => page.closedWith())).toEqual([expect.any(Number), expect.any(Number)]),
    );
  });

  it('says that it is over, though nobody tells the pushing function of it', async () => {
    const { business, open, token } = await anOpenBusiness();
    const page = await open();
    await world.cloud.functions.pause('workers/push-changes');

    expect((await people.api('DELETE', '/v1/sessions', { token })).status).toBe(204);

    expect(await page.ping()).toEqual({ v: 1, over: true });
    await eventually('its row to be gone', async () =>
      expect((await business.rows()).filter(({ sk }) => String(sk).startsWith('CONNECTION#'))).toEqual([]),
    );
  });

  it('shows a page what it missed while it was cut off, by the number of the latest message', async () => {
    const { business, open } = await anOpenBusiness();
    const before = await open();
    await before.ping();
    const watching = await open();
    const call = await business.call();
    await book(business, call);
    await eventually('the page to hear', () => expect([...watching.topics()]).toContain('appointments'));
    await world.atRest();
    const reached = seqOf(await watching.ping());

    expect(world.cloud.cutWebSockets()).toBeGreaterThanOrEqual(2);
    await eventually('the page to notice', () => expect(watching.closedWith()).toBeDefined());
    await eventually('nobody to be connected', async () =>
      expect((await business.rows()).filter(({ sk }) => String(sk).startsWith('CONNECTION#'))).toEqual([]),
    );
    const after = await open();

    // Never less than was reached. It may be more: what is told of the booking's last rows is not waited for by anybody.
    expect(seqOf(await after.ping())).toBeGreaterThanOrEqual(reached);
    expect(reached).toBeGreaterThan(0);
  });
});
