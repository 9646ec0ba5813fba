import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a customer ends texts in words that Telnyx does not know, and asks for help',
  weight: 3,
  async play({ chance, wait, text }) {
    // Telnyx answers STOP and HELP by itself; these are left to us.
    text(chance.pick(['REVOKE', 'revoke!', 'Opt out', 'opt-out.']));
    await wait(0, chance.pick([2_000, 120_000]));
    if (chance.is(0.5)) text(chance.pick(['HELP', 'Help!', 'info']));
  },
};
