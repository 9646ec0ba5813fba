import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'somebody sets a new password while a session is open elsewhere',
  isOfPeople: true,
  async play({ people, business, chance, wait, universe: { kernel } }) {
    const me = await people.member('owner', business.id);
    if (!(await me.signIn())) return;
    const path = { businessId: business.id };
    await me.insist('showBusiness', { path });
    const { email } = me;
    const since = kernel.now;
    await me.insist('forgetPassword', { body: { email } });
    const code = await me.codeSince(since);
    if (code === undefined) return;
    const password = `another ${me.password}`;
    await me.insist('resetPassword', { body: { email, code, password } });
    for (let looked = 0; looked < 3; looked += 1) {
      await me.ask('showBusiness', { path });
      await wait(1_000, 45_000);
    }
    await me.ask('refreshSession', { body: { refreshToken: me.refreshToken } });
    me.password = chance.is(0.5) ? password : me.password;
    await me.signIn();
    await me.ask('showBusiness', { path });
  },
};
