import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describedBusiness, PASSWORD, type People, peopleOf } from '../support/people.ts';
import { type Teams, teamsOf } from '../support/teams.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let teams: Teams;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  teams = teamsOf(people);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const MINUTE_MS = 60_000;
const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);

describe('a team [O3]', () => {
  it('begins with whoever opened the business, who opens it once however often they ask', async () => {
    const { owner, id, path, key } = await teams.aTeam();
    const token = owner.tokens.accessToken;
    const body = describedBusiness(owner.email);

    const again = await Promise.all(
      [1, 2, 3].map(() => people.api('POST', '/v1/businesses', { token, key, body })),
    );
    const otherBody = await people.api('POST', '/v1/businesses', {
      token,
      key,
      body: { ...body, name: 'Other' },
    });
    const noKey = await people.api('POST', '/v1/businesses', { token, body });
    const team = await people.api('GET', `${path}/team`, { token });
    const me = await people.api('GET', '/v1/me', { token });

    for (const answer of again) expect(answer).toMatchObject({ status: 201, body: { id } });
    expect(otherBody).toMatchObject({ status: 422, body: { title: 'idempotency_key_reused' } });
    expect(noKey).toMatchObject({ status: 400, body: { title: 'idempotency_key_missing' } });
    expect(team).toMatchObject({
      status: 200,
      body: { items: [{ personId: owner.personId, role: 'owner' }] },
    });
    expect(me).toMatchObject({ body: { memberships: [{ businessId: id, role: 'owner' }] } });
  });

  it('is opened under the same key once what was wrong with the first request is put right', async () => {
    const owner = await people.aPerson();
    const open = (zone: string) =>
      people.api('POST', '/v1/businesses', {
        token: owner.tokens.accessToken,
        key: 'corrected',
        body: { ...describedBusiness(owner.email), zone },
      });

    const wrong = await open('Mars/Olympus_Mons');
    const right = await open('America/Chicago');

    expect(wrong).toMatchObject({ status: 422, body: { fields: ['zone'] } });
    expect(right).toMatchObject({ status: 201 });
  });

  it('grows by invitation, and who is removed is out within a minute', async () => {
    const team = await teams.aTeam();
    const code = await teams.invite(team, 'staff@people.example', 'staff');
    const joined = await people.api('POST', '/v1/invitations/accept', {
      body: { businessId: team.id, email: 'staff@people.example', code, name: 'Sam', password: PASSWORD },
    });
    const staff = await people.signIn('staff@people.example');
    const look = () => people.api('GET', team.path, { token: staff.accessToken });
    const { personId } = joined.body as { personId: string };
    const before = await look();
    const mayNot = await people.api('DELETE', `${team.path}/team/${team.owner.personId}`, {
      token: staff.accessToken,
    });

    const removed = await people.api('DELETE', `${team.path}/team/${personId}`, {
      token: team.owner.tokens.accessToken,
    });
    pass(MINUTE_MS + 1000);

    expect(joined).toMatchObject({ status: 201, body: { role: 'staff', businessId: team.id } });
    expect(before).toMatchObject({ status: 200, body: { id: team.id, isReachable: false } });
    expect(mayNot).toMatchObject({ status: 403, body: { title: 'not_allowed' } });
    expect(removed.status).toBe(204);
    expect(await look()).toMatchObject({ status: 404, body: { title: 'business_not_found' } });
  });

  it('knows whom it has invited until they have joined or an owner withdraws it, and then the code is wrong', async () => {
    const team = await teams.aTeam();
    const { owner, path, id } = team;
    const { accessToken: token } = owner.tokens;
    const [staying, going] = ['staying@people.example', 'going@people.example'];
    const codes = [
      await teams.invite(team, staying, 'staff'),
      await teams.invite(team, going, 'owner'),
    ] as const;
    const open = async () => {
      const { status, body } = await people.api('GET', `${path}/team/invitations`, { token });
      expect(status).toBe(200);
      return (body as { items: { id: string; email: string }[] }).items;
    };

    const listed = await open();
    const withdraw = () =>
      people.api('DELETE', `${path}/team/invitations/${listed.find(({ email }) => email === going)?.id}`, {
        token,
      });
    const answers = [await withdraw(), await withdraw()];
    const left = await open();
    const [joined, refused, unknown] = [
      await teams.accept(id, staying, codes[0]),
      await teams.accept(id, going, codes[1]),
      await teams.accept(id, 'nobody@people.example', '12345678'),
    ];
    const staff = await people.signIn(staying);
    const ofStaff = await Promise.all([
      people.api('GET', `${path}/team/invitations`, { token: staff.accessToken }),
      people.api('DELETE', `${path}/team/invitations/inv_nobodyinvited`, { token: staff.accessToken }),
    ]);
    const audit = await people.api('GET', `${path}/audit`, { token });

    expect(listed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ email: staying, role: 'staff', invitedBy: owner.personId }),
        expect.objectContaining({ email: going, role: 'owner', invitedBy: owner.personId }),
      ]),
    );
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(left.map(({ email }) => email)).toEqual([staying]);
    expect(joined.status).toBe(201);
    for (const answer of [refused, unknown])
      expect(answer).toMatchObject({ status: 422, body: { title: 'code_invalid' } });
    for (const answer of ofStaff)
      expect(answer).toMatchObject({ status: 403, body: { title: 'not_allowed' } });
    expect(await open()).toEqual([]);
    expect((audit.body as { items: { what: string }[] }).items.map(({ what }) => what)).toEqual([
      'member.joined',
      'invitation.withdrawn',
      'invitation.sent',
      'invitation.sent',
      'business.opened',
    ]);
  });

  it('says that an address was invited again, and sends nothing to who is a member already', async () => {
    const team = await teams.aTeam();
    const token = team.owner.tokens.accessToken;
    const email = 'again@people.example';
    const ask = (address: string, attempt: number) =>
      people.api('POST', `${team.path}/team/invitations`, {
        token,
        key: `invite-by-hand-${attempt}`,
        body: { email: address, role: 'owner' },
      });

    const first = await teams.invite(team, email, 'staff');
    const tooSoon = await ask(email, 1);
    pass(MINUTE_MS);
    const again = await ask(email, 2);
    const second = await people.codeFor(email, 2);
    const replaced = await teams.accept(team.id, email, first);
    const joined = await teams.accept(team.id, email, second);
    pass(MINUTE_MS);
    const mails = [people.mailTo(email).length, people.mailTo(team.owner.email).length];
    const members = await Promise.all([ask('Again@People.example', 3), ask(team.owner.email, 4)]);

    expect(tooSoon).toMatchObject({ status: 202, body: { outcome: 'withheld' } });
    expect(again).toMatchObject({ status: 202, body: { outcome: 'sent-again' } });
    expect(replaced).toMatchObject({ status: 422, body: { title: 'code_invalid' } });
    expect(joined).toMatchObject({ status: 201, body: { role: 'owner' } });
    for (const answer of members)
      expect(answer).toMatchObject({ status: 409, body: { title: 'already_member' } });
    await world.workersIdle();
    expect([people.mailTo(email).length, people.mailTo(team.owner.email).length]).toEqual(mails);
  });

  it('never loses its last owner, also when two remove each other at once', async () => {
    const team = await teams.aTeam();
    const token = team.owner.tokens.accessToken;
    const self = `${team.path}/team/${team.owner.personId}`;
    expect(await people.api('DELETE', self, { token })).toMatchObject({
      status: 409,
      body: { title: 'last_owner' },
    });
    const second = await people.aPerson();
    const code = await teams.invite(team, second.email, 'owner');
    await people.api('POST', '/v1/invitations/accept', {
      body: { businessId: team.id, email: second.email, code },
    });

    const answers = await Promise.all([
      people.api('DELETE', `${team.path}/team/${second.personId}`, { token }),
      people.api('DELETE', self, { token: second.tokens.accessToken }),
    ]);

    // Whoever is removed first is no member any more, or is told that nobody would be left.
    const [first, other] = answers.map(({ status }) => status).toSorted();
    expect(first).toBe(204);
    expect([404, 409]).toContain(other);
    const rows = await world.rows();
    expect(rows.filter(({ pk, role }) => pk === `BIZ#${team.id}#TEAM` && role === 'owner')).toHaveLength(1);
  });

  it('writes down who changed what, for owners to read', async () => {
    const team = await teams.aTeam();
    const token = team.owner.tokens.accessToken;

    const changed = await people.api('PATCH', team.path, {
      token,
      body: { settingsVersion: 0, noticeMinutes: 120 },
    });
    const stale = await people.api('PATCH', team.path, {
      token,
      body: { settingsVersion: 0, noticeMinutes: 30 },
    });
    const unknown = await people.api('PATCH', team.path, {
      token,
      body: { settingsVersion: 1, stripeCustomerId: 'cus_mine', billing: {}, dayOffsetMinutes: 0 },
    });
    const audit = await people.api('GET', `${team.path}/audit`, { token });

    expect(changed).toMatchObject({ status: 200, body: { noticeMinutes: 120, settingsVersion: 1 } });
    expect(stale).toMatchObject({ status: 409, body: { title: 'changed_meanwhile' } });
    // F-TEN-3
    expect(unknown).toMatchObject({
      status: 422,
      body: { title: 'invalid_arguments', fields: ['stripeCustomerId', 'billing', 'dayOffsetMinutes'] },
    });
    expect((audit.body as { items: { what: string }[] }).items.map(({ what }) => what)).toEqual([
      'settings.changed',
      'business.opened',
    ]);
  });
});
