import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Step } from '../../../scripts/play/scenario-step.ts';

const problemWith = (step: unknown): string => {
  const parsed = Step.safeParse(step);
  if (parsed.success) throw new Error('it is a good step');
  return z.prettifyError(parsed.error);
};

describe('a step of a scenario', () => {
  it.each([
    { caller: 'Dana', calls: true },
    { minutesPassUntilDone: 60 },
    { vendor: 'stripe', fault: { effect: 'decline', code: 'insufficient_funds', times: 1 } },
    { vendor: 'telnyx', fault: { effect: 'garbage', as: 'cut', match: { method: 'POST', path: '/v2' } } },
    { vendor: 'resend', fault: { webhook: { type: 'email.sent', effect: 'repeat', copies: 3 } } },
    { vendor: 'retell', fault: { question: { type: 'book_appointment', effect: 'lose-answer' } } },
    { vendor: 'stripe', fault: { down: 'drop-connections' } },
    { vendor: 'stripe', mended: true },
  ])('may be $vendor $fault', (step) => {
    expect(Step.parse(step)).toEqual(step);
  });

  it.each([
    [{ caller: 'Dana', sings: 'la' }, 'no such step: caller, sings; known: calls, says,'],
    [{ caller: 'Dana', calls: true, loudly: true }, '"loudly"'],
    [{ vendor: 'stripe', mended: true, well: true }, '"well"'],
    [{ vendor: 'stripe', fault: { effect: '429', tymes: 1 } }, '"tymes"'],
    [{ vendor: 'stripe', fault: { effect: '429', match: { verb: 'POST' } } }, '"verb"'],
    [{ vendor: 'stripe', fault: { webhook: { effect: 'drop', event: 'x' } } }, '"event"'],
    [{ vendor: 'stripe', fault: { webhook: { effect: 'shout' } } }, '"reorder"'],
    [{ vendor: 'retell', fault: { question: { effect: 'drop', tool: 'x' } } }, '"tool"'],
    [{ vendor: 'stripe', fault: { question: { effect: 'drop' } } }, 'only retell asks questions'],
    [{ vendor: 'paypal', fault: { effect: '429' } }, '"stripe"'],
    [{ vendor: 'stripe', fault: { effect: 'garbage', as: 'poetry' } }, '"broken-json"'],
  ])('may not be %j, and says why', (step, why) => {
    expect(problemWith(step)).toContain(why);
  });
});
