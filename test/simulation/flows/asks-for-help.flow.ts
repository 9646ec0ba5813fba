import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'somebody texts HELP, and things that say nothing about texting',
  weight: 2,
  async play({ chance, wait, text }) {
    // Asking for help is no word for texts, whoever asks.
    if (chance.is(0.5)) text('STOP');
    for (const body of chance.shuffled([
      'HELP',
      'info',
      'stop by at 5',
      'Thanks!',
      'help me with my furnace',
    ])) {
      text(body);
      await wait(100, 60_000);
    }
  },
};
