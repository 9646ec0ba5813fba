import { expect, it } from 'vitest';
import { dynamoCodes } from '../../../functions/adapters/dynamodb/codes.ts';
import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { dynamoTeam } from '../../../functions/adapters/dynamodb/team.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { acceptInvitation } from '../../../functions/domain/person/accept-invitation.ts';
import { type Code, codeName } from '../../../functions/domain/person/code.ts';
import { endInvitation } from '../../../functions/domain/person/end-invitation.ts';
import { inviteToTeam, refuseMember } from '../../../functions/domain/person/invite-to-team.ts';
import { listInvitations } from '../../../functions/domain/person/list-invitations.ts';
import type { Person } from '../../../functions/domain/person/person.ts';
import { withdrawInvitation } from '../../../functions/domain/person/withdraw-invitation.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { nonce } from '../../../functions/runtime/nonce.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness, MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { onBothStores, type Store } from '../../support/on-both-stores.ts';
import { anOccasion } from '../../support/partner-keys.ts';
import { someLimits } from '../../support/some-limits.ts';

const ids = derivedIds(hashing);
const OLIVIA = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60');
const JO = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f61');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A team that invites Jo. */
const aTeam = (table: Store) => {
  const businessId = ids.business(anOccasion());
  const email = `jo-${businessId.slice(-8)}@people.example`;
  const addressId = ids.addressOf('owners', email);
  const codes = dynamoCodes(table, ids);
  const people = dynamoPeople(table, waiting);
  const team = dynamoTeam(table, waiting);
  const { invitations } = team;
  const settings = { find: async () => aBusiness({ id: businessId }) };
  const deps = { codes, ids, nonce, people, team, settings, invitations, limits: someLimits() };
  const invitationId = ids.invitation(businessId, addressId);
  const person: Person = {
    v: 1,
    id: JO,
    circle: 'owners',
    email,
    name: 'Jo',
    state: 'active',
    hasTotp: false,
    since: new Date(NOW).toISOString(),
  };
  return {
    deps,
    businessId,
    email,
    invitationId,
    invite: (nowMs = NOW, differing: Partial<typeof deps> = {}) =>
      inviteToTeam({ ...deps, ...differing })({ businessId, email, role: 'staff', by: OLIVIA }, nowMs),
    list: (nowMs = NOW, of: BusinessId = businessId) => listInvitations(deps)(of, nowMs),
    withdraw: (nowMs = NOW, of: BusinessId = businessId, differing: Partial<typeof deps> = {}) =>
      withdrawInvitation({ ...deps, ...differing })({ businessId: of, invitationId, by: OLIVIA }, nowMs),
    code: async () => (await codes.find(addressId, codeName({ kind: 'invitation', businessId }))) as Code,
    take: (nowMs = NOW) => codes.takeTry(addressId, codeName({ kind: 'invitation', businessId }), nowMs),
    join: (code: Code) =>
      acceptInvitation({
        ...deps,
        accounts: {
          enrol: async () => JO,
          signOutEverywhere: async () => undefined,
        },
        people: { ...people, byAddress: async () => JO, find: async () => person },
        teamFor: async () => team,
      })(code, {}, NOW),
    async decided() {
      const rows = await table.rows();
      return rows.filter(({ pk }) => pk === `BIZ#${businessId}#AUDIT`).map(({ what }) => what);
    },
    async noted() {
      const rows = await table.rows();
      return rows.filter(({ pk, sk }) => pk === `BIZ#${businessId}#TEAM` && String(sk).startsWith('INV'));
    },
  };
};

onBothStores('an invitation to a team [O3]', (store) => {
  it('is listed with its address, its role, who sent it and until when it holds', async () => {
    const { invite, list, email, invitationId, decided, noted } = aTeam(store());

    expect(await invite()).toBe('sent');

    expect(await list()).toEqual([
      {
        id: invitationId,
        email,
        role: 'staff',
        invitedBy: OLIVIA,
        since: new Date(NOW).toISOString(),
        endsAt: new Date(NOW + 7 * DAY_MS).toISOString(),
      },
    ]);
    expect(await decided()).toEqual(['invitation.sent']);
    // What is kept beside the code names nobody, and goes by itself.
    expect(JSON.stringify(await noted())).not.toContain(email);
    expect(await noted()).toMatchObject([{ expiresAt: (NOW + 7 * DAY_MS) / 1000 + 7200 }]);
  });

  it('is not listed once it is over, was used, or was guessed at too often', async () => {
    const [over, used, guessed] = [aTeam(store()), aTeam(store()), aTeam(store())];
    await Promise.all([over, used, guessed].map(({ invite }) => invite()));

    await used.join(await used.code());
    for (let guess = 0; guess < 5; guess += 1) await guessed.take();

    expect(await over.list(NOW + 7 * DAY_MS)).toEqual([]);
    expect([await used.list(), await used.noted()]).toEqual([[], []]);
    expect(await guessed.list()).toEqual([]);
  });

  it('that is sent again replaces the one before, and says so', async () => {
    const { invite, list, code } = aTeam(store());
    await invite();
    const first = await code();

    expect(await invite(NOW + 1000)).toBe('withheld');
    expect(await code()).toEqual(first);
    expect(await invite(NOW + MINUTE_MS)).toBe('sent-again');

    expect((await code()).nonce).not.toBe(first.nonce);
    expect(await list(NOW + MINUTE_MS)).toMatchObject([{ since: new Date(NOW + MINUTE_MS).toISOString() }]);
  });

  it('opens nothing where it was withdrawn before its code was there, and whoever sent it is told', async () => {
    const { deps, invite, withdraw, list, take } = aTeam(store());
    await invite();
    const later = NOW + MINUTE_MS;
    const codes = {
      ...deps.codes,
      async replace(...given: Parameters<typeof deps.codes.replace>) {
        await withdraw(later);
        return deps.codes.replace(...given);
      },
    };

    await expect(invite(later, { codes })).rejects.toMatchObject({ code: 'changed_meanwhile' });

    expect([await list(later), await take(later)]).toEqual([[], undefined]);
  });

  it('opens nothing where its code was stored while it was withdrawn', async () => {
    const { deps, businessId, invite, withdraw, list, take } = aTeam(store());
    await invite();
    const later = NOW + MINUTE_MS;
    const codes = {
      ...deps.codes,
      async replace(...given: Parameters<typeof deps.codes.replace>) {
        const invitations = {
          ...deps.invitations,
          async withdraw(...withdrawal: Parameters<typeof deps.invitations.withdraw>) {
            const outcome = await deps.invitations.withdraw(...withdrawal);
            await deps.codes.replace(...given);
            return outcome;
          },
        };
        await withdraw(later, businessId, { invitations });
        return 'stored' as const;
      },
    };

    await expect(invite(later, { codes })).rejects.toMatchObject({ code: 'changed_meanwhile' });

    expect([await list(later), await take(later)]).toEqual([[], undefined]);
  });

  it('opens nothing once it is withdrawn, by however many at once, and is on record once', async () => {
    const { invite, withdraw, list, take, decided, noted } = aTeam(store());
    await invite();

    await Promise.all([withdraw(), withdraw(), withdraw()]);
    await withdraw();

    expect(await list()).toEqual([]);
    expect(await take()).toBeUndefined();
    expect(await decided()).toEqual(['invitation.sent', 'invitation.withdrawn']);
    expect(await noted()).toEqual([]);
    expect(await invite(NOW + MINUTE_MS)).toBe('sent');
  });

  it('is not withdrawn by another business', async () => {
    const [team, other] = [aTeam(store()), aTeam(store())];
    await team.invite();

    await team.withdraw(NOW, other.businessId);

    expect(await team.list()).toHaveLength(1);
    expect(await team.list(NOW, other.businessId)).toEqual([]);
  });

  it('that was used is withdrawn no more: nothing is on record that was not so', async () => {
    const { invite, withdraw, take, decided } = aTeam(store());
    await invite();
    for (let guess = 0; guess < 5; guess += 1) await take();

    await withdraw();

    expect(await decided()).toEqual(['invitation.sent']);
  });

  it('stays on the list where withdrawing it was cut off, and a repeat goes on', async () => {
    const { invite, withdraw, list, decided, businessId, deps } = aTeam(store());
    await invite();
    const spend = async () => {
      throw new Error('cut off');
    };

    await expect(withdraw(NOW, businessId, { codes: { ...deps.codes, spend } })).rejects.toThrow('cut off');
    expect(await list()).toHaveLength(1);
    await withdraw();

    expect(await list()).toEqual([]);
    expect(await decided()).toEqual(['invitation.sent', 'invitation.withdrawn']);
  });

  it('that is sent again in the moment it is withdrawn stays, and who withdraws hears of it', async () => {
    const { invite, withdraw, list, businessId, deps } = aTeam(store());
    await invite();
    const late = NOW + MINUTE_MS;
    const invitations = {
      ...deps.invitations,
      withdraw: async (...given: Parameters<typeof deps.invitations.withdraw>) => {
        await invite(late);
        return deps.invitations.withdraw(...given);
      },
    };

    await expect(withdraw(late, businessId, { invitations })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    });

    expect(await list(late)).toHaveLength(1);
  });

  it('is on the list whenever its code opens something: cut off before the code is there, neither is', async () => {
    const { invite, list, take, deps } = aTeam(store());
    const replace = async () => {
      throw new Error('cut off');
    };

    await expect(invite(NOW, { codes: { ...deps.codes, replace } })).rejects.toThrow('cut off');
    expect([await list(), await take()]).toEqual([[], undefined]);
    expect(await invite(NOW + 1)).toBe('sent');

    expect(await list()).toHaveLength(1);
  });

  it('is refused to whoever is a member, in whichever case their address is written', async () => {
    const { deps, invite, join, code, businessId, email } = aTeam(store());
    await invite();
    const people = {
      byAddress: async (of: string) => (of === ids.addressOf('owners', email) ? JO : undefined),
    };
    const refuse = (address: string) => refuseMember({ ...deps, people })({ businessId, email: address });
    await refuse(email);

    await join(await code());

    await expect(refuse(email)).rejects.toMatchObject({ code: 'already_member' });
    await expect(refuse(email.toUpperCase())).rejects.toMatchObject({ code: 'already_member' });
    await refuse('somebody@people.example');
  });

  it('that a member has all the same, sent in the moment they joined, ends with their removal', async () => {
    const { deps, invite, join, code, take, list, businessId } = aTeam(store());
    await invite();
    const first = await code();
    await invite(NOW + MINUTE_MS);
    await join(first);
    expect(await list(NOW + MINUTE_MS)).toHaveLength(1);

    await endInvitation(deps)(businessId, JO);

    expect(await list(NOW + MINUTE_MS)).toEqual([]);
    expect(await take(NOW + MINUTE_MS)).toBeUndefined();
  });
});
