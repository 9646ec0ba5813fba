import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'somebody signs up, and confirms twice at once',
  isOfPeople: true,
  async play({ people, chance, wait, universe: { kernel } }) {
    const me = people.stranger();
    const { email, name, password } = me;
    const since = kernel.now;
    await me.insist('signUp', { body: { email, name } });
    // A second e-mail, or none because the first was a moment ago.
    await wait(0, 40_000);
    if (chance.is(0.5)) await me.insist('signUp', { body: { email, name } });
    const code = await me.codeSince(since);
    if (code === undefined) return;
    // Now and then the e-mail is read too late.
    if (chance.is(0.3)) await wait(31 * 60_000, 50 * 60_000);
    const confirm = () => me.insist('confirmSignUp', { body: { email, code, password } });
    await Promise.all([confirm(), confirm()]);
    // Long after, and once more: the code is used or over.
    await wait(0, 40 * 60_000);
    await confirm();
    if (await me.signIn()) await me.insist('showMe');
  },
};
