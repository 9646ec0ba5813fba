import { describe, expect, it } from 'vitest';
import { ORIGIN_SECRET_HEADER } from '../../functions/contracts/origin-secret.ts';
import { askerAddress } from '../../functions/runtime/asker-address.ts';

const VIEWER = '203.0.113.7';
const EDGE = '130.176.1.1';

/** As API Gateway hands it over: its own peer stands at the end of `x-forwarded-for`. */
const event = (claimed: readonly string[], through: 'distribution' | 'nothing') =>
  ({
    headers: {
      'x-forwarded-for': [...claimed, ...(through === 'distribution' ? [VIEWER, EDGE] : [VIEWER])].join(', '),
      ...(through === 'distribution' && { [ORIGIN_SECRET_HEADER]: 'checked' }),
    },
    requestContext: { http: { sourceIp: through === 'distribution' ? EDGE : VIEWER } },
  }) as never;

describe('the address that a request came from', () => {
  it.each([
    ['nothing', []],
    ['one address', ['198.51.100.1']],
    ['as many as there would be', ['198.51.100.1', '198.51.100.2']],
    ['an empty one', ['']],
    ['ten', Array.from({ length: 10 }, (_, index) => `198.51.100.${index}`)],
  ])('is what the distribution saw, whatever a client claims: %s', (_, claimed) => {
    expect(askerAddress(event(claimed, 'distribution'))).toBe(VIEWER);
    expect(askerAddress(event(claimed, 'nothing'))).toBe(VIEWER);
  });

  it('is the connection where a request through the distribution tells of nobody', () => {
    const bare = {
      headers: { [ORIGIN_SECRET_HEADER]: 'checked' },
      requestContext: { http: { sourceIp: EDGE } },
    };

    expect(askerAddress(bare as never)).toBe(EDGE);
  });
});
