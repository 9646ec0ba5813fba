import { expect, it } from 'vitest';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { aTeam, MINUTE_MS } from '../../support/invited-team.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

onBothStores('an invitation that is sent again in the moment in which it is withdrawn [O3]', (store) => {
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
});
