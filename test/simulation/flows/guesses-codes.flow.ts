import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a stranger guesses at a code, and its owner comes after',
  isOfPeople: true,
  weight: 2,
  async play({ people, chance, wait, universe: { kernel } }) {
    const me = people.stranger();
    const { email, name, password } = me;
    const since = kernel.now;
    await me.insist('signUp', { body: { email, name } });
    const code = await me.codeSince(since);
    if (code === undefined) return;
    const guess = (said: string) => me.ask('confirmSignUp', { body: { email, code: said, password } });
    const wrong = () => guess(String(chance.int(100_000_000)).padStart(8, '0'));
    const guesses = chance.pick([3, 5, 7]);
    if (chance.is(0.5)) await Promise.all(Array.from({ length: guesses }, wrong));
    else for (let guessed = 0; guessed < guesses; guessed += 1) await wrong();
    await guess(code);
    await wait(0, 60_000);
    // As often as anybody asks, there are five an hour.
    for (let asked = 0; asked < 8; asked += 1) {
      await me.ask('signUp', { body: { email, name } });
      await wait(10_000, 60_000);
    }
  },
};
