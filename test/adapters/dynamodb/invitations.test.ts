import { expect, it } from 'vitest';
import { endInvitation } from '../../../functions/domain/person/end-invitation.ts';
import { refuseMember } from '../../../functions/domain/person/invite-to-team.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { aTeam, DAY_MS, ids, JO, MINUTE_MS, OLIVIA } from '../../support/invited-team.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

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
