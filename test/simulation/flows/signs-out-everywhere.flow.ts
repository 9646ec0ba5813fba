import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'somebody signs out everywhere while a refresh is under way',
  isOfPeople: true,
  weight: 2,
  async play({ people, business, chance, wait }) {
    const path = { businessId: business.id };
    const me = await people.member('staff', business.id);
    if (!(await me.signIn())) return;
    const { refreshToken } = me;
    await me.ask('listTeam', { path });
    const refresh = async (): Promise<void> => {
      const { status, answer } = await me.ask('refreshSession', { body: { refreshToken } });
      if (status === 200) me.accessToken = String(answer.accessToken);
    };
    const leave = chance.pick(['signOutEverywhere', 'signOut'] as const);
    await Promise.all([refresh(), me.insist(leave), refresh()]);
    for (let looked = 0; looked < 4; looked += 1) {
      await Promise.all([me.ask('listTeam', { path }), me.ask('showMe'), refresh()]);
      await wait(10_000, 40_000);
    }
    const token = me.accessToken;
    // By the password there is always a way back in.
    if (await me.signIn()) await me.ask('showMe');
    await wait(0, 600_000);
    // What was ended stays ended, though its beginning may land only now.
    await Promise.all([me.ask('showMe'), me.ask('showMe', { token }), refresh()]);
  },
};
