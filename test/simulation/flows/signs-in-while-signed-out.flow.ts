import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'somebody who knows the password signs in while every session is ended',
  isOfPeople: true,
  weight: 2,
  async play({ people, business, chance, wait, universe: { kernel } }) {
    const me = await people.member('staff', business.id);
    if (!(await me.signIn())) return;
    const { email, password } = me;
    const since = kernel.now;
    const isReset = chance.is(0.5);
    if (isReset) await me.insist('forgetPassword', { body: { email } });
    const code = isReset ? await me.codeSince(since) : undefined;

    const theirs: (string | undefined)[] = [];
    const signInElsewhere = async (): Promise<void> => {
      await wait(0, 120);
      const { answer } = await me.ask('signIn', { token: undefined, body: { email, password } });
      theirs.push((answer.tokens as Readonly<Record<string, string>> | undefined)?.accessToken);
    };
    const end = async (): Promise<void> => {
      await wait(0, 120);
      if (code === undefined) await me.ask('signOutEverywhere');
      else await me.ask('resetPassword', { body: { email, code, password: `another ${password}` } });
    };
    await Promise.all([end(), ...Array.from({ length: 4 }, signInElsewhere)]);
    for (let looked = 0; looked < 3; looked += 1) {
      for (const token of theirs) if (token !== undefined) await me.ask('showMe', { token });
      await wait(20_000, 50_000);
    }
  },
};
