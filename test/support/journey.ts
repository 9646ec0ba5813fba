import { expect } from 'vitest';
import { book } from './agent-tools.ts';
import type { FlowBusiness } from './flow-business.ts';
import { describedBusiness, makeOwner, PASSWORD, type People, type SignedIn } from './people.ts';
import type { FlowWorld } from './world.ts';

/** What belongs to one side and to nobody else: ids by what they are of. */
export type Belongings = {
  readonly owner: SignedIn;
  readonly staff: SignedIn;
  readonly business: FlowBusiness;
  readonly ids: Readonly<Record<string, string>>;
  readonly cursors: readonly string[];
};

/** Comes a part of the way to a line, and gives it up; what cannot be said yet is asked all the same. */
const setsOut = async (
  people: People,
  token: string,
  id: string,
  { settingsVersion }: object & { settingsVersion: number },
) => {
  const at = `/v1/businesses/${id}`;
  const said = async (path: string, body?: object, method = 'PUT', key?: string) =>
    people.api(method, `${at}${path}`, { token, ...(body && { body }), ...(key && { key }) });
  await said('/onboarding');
  await said('/onboarding/profile', { zone: 'America/Chicago', areaCode: '512' });
  await said('/onboarding/services', { settingsVersion });
  await said('/onboarding/proof', { by: 'text' });
  await said('/onboarding/proof/code', { code: '00000' });
  await said('/onboarding/subscription');
  await said('/onboarding/number', { areaCode: '737' });
  await said('/onboarding/texting', {
    legalName: 'Heating LLC',
    displayName: 'Heating',
    ein: '123456789',
    street: '410 Pecan St',
    city: 'Austin',
    state: 'TX',
    postalCode: '78701',
    phone: '+15125550100',
    email: 'texts@people.example',
    vertical: 'CONSTRUCTION',
  });
  await said('/onboarding/texting/pin');
  await said('/onboarding/texting/pin/code', { pin: '000000' });
  await said('/onboarding/forwarding', { carrier: 'verizon' });
  await said('/onboarding/steps/forwarding/left-out');
  await said('/onboarding/steps/proof/retry');
  await said('/onboarding', undefined, 'GET');
  await said('/agent/rollback', { number: 1 }, 'POST', `back-${id}`);
  await said('/agent/rehearsal', { turns: [] }, 'POST');
  const { body } = await said('/exports', undefined, 'POST', `export-${id}`);
  await said(`/exports/${(body as { id?: string }).id}`, undefined, 'GET');
  await said('/closing', { ends: 'now' });
  await said('/closing', undefined, 'GET');
};

const LISTS = ['calls', 'appointments', 'customers', 'fees', 'texts', 'audit'] as const;

/**
 * All that an owner does: signs up, opens a business, gathers a team, changes settings, is called and booked, reads
 * everything page by page, changes and removes members, asks for a new password. `who`: tells the two sides apart.
 */
export const playJourney = async (world: FlowWorld, people: People, who: string): Promise<Belongings> => {
  const owner = await people.signUp(`${who}-owner@people.example`, `Olivia ${who}`);
  const { accessToken: token, refreshToken } = owner.tokens;
  const did = async (method: string, path: string, given: object = {}) => {
    const answer = await people.api(method, path, { token, ...given });
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body as { readonly [name: string]: unknown };
  };

  await did('GET', '/v1/me');
  const described = { ...describedBusiness(owner.email), name: `Heating of ${who}` };
  const opened = String((await did('POST', '/v1/businesses', { key: `open-${who}-1`, body: described })).id);
  const business = await world.aBusiness();
  await makeOwner(world, business.id, owner);
  const at = `/v1/businesses/${business.id}`;
  const all = {
    ...described,
    startEveryMinutes: 30,
    noticeMinutes: 90,
    horizonDays: 40,
    greeting: `Hello from ${who}`,
  };
  // The line's services stay: its callers ask for them.
  const { name, address, owner: reached } = described;
  for (const [path, changes] of [
    [at, { name, address, owner: reached }],
    [`/v1/businesses/${opened}`, all],
  ] as const) {
    await did('GET', path);
    await did('PATCH', path, { body: { settingsVersion: 0, ...changes } });
  }

  await setsOut(people, token, opened, { settingsVersion: 1 });
  await did('GET', '/v1/trade-packs');
  await did('GET', `${at}/agent`);
  await did('GET', `${at}/agent/versions`);
  await did('POST', `${at}/billing-portal`);
  for (const state of ['suspended', 'served']) await did('PUT', `${at}/suspension`, { body: { state } });

  const invite = (email: string, role: string) =>
    did('POST', `${at}/team/invitations`, { key: `invite-${who}-${email}`, body: { email, role } });
  const join = async (email: string, role: string): Promise<SignedIn> => {
    await invite(email, role);
    const code = await people.codeFor(email);
    const body = { businessId: business.id, email, code, name: `Member ${who}`, password: PASSWORD };
    const { personId } = await did('POST', '/v1/invitations/accept', { body, token: undefined });
    return { email, personId: String(personId), tokens: await people.signIn(email) };
  };
  const staff = await join(`${who}-staff@people.example`, 'staff');
  const left = await join(`${who}-left@people.example`, 'owner');
  await did('PATCH', `${at}/team/${left.personId}`, { body: { role: 'staff' } });
  await did('DELETE', `${at}/team/${left.personId}`);
  await did('GET', `${at}/team`);
  for (const email of [`${who}-withdrawn@people.example`, `${who}-invited@people.example`])
    await invite(email, 'staff');
  const open = (await did('GET', `${at}/team/invitations`)).items as { id: string; email: string }[];
  const idOf = (name: string) => open.find(({ email }) => email.startsWith(`${who}-${name}@`))?.id ?? '';
  await did('DELETE', `${at}/team/invitations/${idOf('withdrawn')}`);

  const call = await business.call();
  call.callerSays(`The furnace of ${who} is out.`);
  const booked = await book(business, call, { differing: { address: `${who} Street 12` } });
  call.hangUp();
  await world.atRest();

  const service = 'Furnace repair';
  const week = 'from=2026-12-07T00:00:00Z&until=2026-12-14T00:00:00Z';
  await did('GET', `${at}/free-times?service=${encodeURIComponent(service)}&${week}`);
  await did('GET', `${at}/free-times/explanation?serviceId=furnace-repair&start=2026-12-08T16:00:00Z`);
  const made = await did('POST', `${at}/appointments`, {
    key: `make-${who}-1`,
    body: {
      service,
      startsAt: '2026-12-08T16:00:00Z',
      customer: { name: `Walter ${who}`, phone: business.customerPhone, notes: `Back gate of ${who}` },
    },
  });
  const ofMade = `${at}/appointments/${made.id}`;
  const moved = await did('POST', `${ofMade}/reschedule`, {
    key: `move-${who}-1`,
    body: { startsAt: '2026-12-08T18:00:00Z', version: made.version },
  });
  await did('POST', `${ofMade}/cancel`, { body: { version: moved.version, reason: 'customer_asked' } });
  await world.atRest();

  const cursors: string[] = [];
  const found: Record<string, string> = {};
  for (const list of LISTS) {
    let next: string | undefined;
    do {
      const query = `limit=1&from=2026-11-01T00:00:00Z${next === undefined ? '' : `&cursor=${next}`}`;
      const page = await did('GET', `${at}/${list}?${query}`);
      const [item] = page.items as { id?: string }[];
      if (item?.id) found[list] = item.id;
      next = page.next as string | undefined;
      if (next !== undefined) cursors.push(next);
    } while (next !== undefined);
  }
  const appointmentId = String(booked.result.booking_id);
  const ofCall = `${at}/calls/${found.calls}`;
  await did('GET', ofCall);
  await did('POST', `${ofCall}/recording-plays`);
  await did('PUT', `${ofCall}/recording/hold`, { body: { held: true, reason: `${who} has been asked` } });
  await did('PUT', `${ofCall}/mark`, { body: { mark: 'spam' } });
  await did('PUT', `${ofCall}/feedback`, { body: { rating: 'bad', words: `Too fast for ${who}` } });
  await did('GET', `${at}/feedback`);
  await did('POST', `${at}/live-tickets`);
  await did('POST', `${at}/fees/${found.fees}/contest`, { body: { reason: 'other', words: `Of ${who}` } });
  await world.atRest();
  await people.api('GET', `${at}/billing`, { token });
  await did('GET', `${at}/appointments/${appointmentId}`);
  await did('GET', `${at}/customers/${found.customers}`);
  await did('GET', `${at}/usage?month=2026-11`);
  await did('GET', `${at}/overview`);
  await did('GET', `${at}/insights?from=2026-11-01&until=2026-12-01`);
  await did('GET', `${at}/audit/chain`);
  await did('GET', '/v1/health');
  await did('POST', '/v1/me/totp');
  await did('POST', '/v1/sessions/refresh', { body: { refreshToken }, token: undefined });
  await did('POST', '/v1/password/forgotten', { body: { email: left.email }, token: undefined });
  await did('DELETE', '/v1/session', { token: left.tokens.accessToken });
  await world.atRest();

  return {
    owner,
    staff,
    business,
    cursors,
    ids: {
      business: business.id,
      opened,
      owner: owner.personId,
      staff: staff.personId,
      left: left.personId,
      appointment: appointmentId,
      made: String(made.id),
      call: String(found.calls),
      customer: String(found.customers),
      fee: String(found.fees),
      text: String(found.texts),
      audit: String(found.audit),
      invitation: idOf('invited'),
      ownerEmail: owner.email,
      staffEmail: staff.email,
    },
  };
};
