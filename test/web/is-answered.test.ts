import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../functions/contracts/api/client.ts';
import { isAnswered } from '../../web/src/ui/is-answered.ts';

const refused = (title: string, status: number) =>
  new ApiProblem('moveAppointment', status, JSON.stringify({ title, status }));

describe('whether nothing came of a request [P2]', () => {
  it('is certain where it was refused', () => {
    expect(isAnswered(refused('slot_taken', 409))).toBe(true);
  });

  it('is not where no answer came, or it may be under way', () => {
    expect(
      [
        new TypeError('Failed to fetch'),
        refused('internal_error', 500),
        refused('request_running', 409),
        refused('idempotency_key_reused', 409),
      ].map(isAnswered),
    ).toEqual([false, false, false, false]);
  });
});
