import { describe, expect, it } from 'vitest';
import type { Seen } from '../../scripts/smoke/ask.ts';
import { findDoors } from '../../scripts/smoke/find-place.ts';
import { webKnocks } from '../../scripts/smoke/web-knocks.ts';

const judge = (name: string, seen: Seen) =>
  webKnocks.find((one) => one.name === name)?.judge(seen) ?? { holds: true, because: 'nobody knocks so' };
const ANSWER = 'the headers of an answer';
const PAGE = 'the headers of a page';
const careful = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'content-security-policy': "default-src 'self'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-type': 'text/html; charset=utf-8',
};
const answering = (headers: Record<string, string>, status = 200): Seen => ({
  status,
  text: '{"status":"ok"}',
  headers: new Headers(headers),
});

describe('the smoke check, where people come in [O6]', () => {
  it.each([ANSWER, PAGE])('is content with %s that have all of them', (name) => {
    expect(judge(name, answering(careful)).holds).toBe(true);
  });

  it.each(Object.keys(careful))('misses %s where it is not', (missing) => {
    const rest = Object.fromEntries(Object.entries(careful).filter(([name]) => name !== missing));
    const name = missing === 'content-type' ? PAGE : ANSWER;

    expect(judge(name, answering(rest))).toEqual({ holds: false, because: `lacks ${missing}` });
  });

  it('takes no weaker policy for the one that is', () => {
    const weaker = { ...careful, 'content-security-policy': 'default-src *', 'cache-control': 'public' };

    expect(judge(ANSWER, answering(weaker)).because).toBe('lacks content-security-policy, cache-control');
  });

  it.each(["another site's page", "another site's page, asking first"])('sees when %s is let in', (name) => {
    expect(judge(name, answering({})).holds).toBe(true);
    for (const origin of ['*', 'https://cloudgreet.attacker.invalid'])
      expect(judge(name, answering({ 'access-control-allow-origin': origin }))).toEqual({
        holds: false,
        because: `lets pages of ${origin} read it`,
      });
  });

  it.each([
    ['a sign-in of nobody', '{"title":"wrong_credentials"}'],
    ['nobody, asking who they are', '{"message":"Unauthorized"}'],
    ['a token that nobody signed', '{"message":"Unauthorized"}'],
    ['nobody, asking how it is set up', '{"message":"Unauthorized"}'],
    ['a partner without a key', '{"title":"not_signed_in"}'],
  ])('wants %s to be refused', (name, text) => {
    expect(judge(name, { status: 401, text }).holds).toBe(true);
    for (const status of [200, 403, 404, 500]) expect(judge(name, { status, text }).holds).toBe(false);
  });

  it('takes no refusal by somebody else for one of a sign-in', () => {
    expect(judge('a sign-in of nobody', { status: 401, text: '{"message":"Unauthorized"}' })).toEqual({
      holds: false,
      because: 'answers 401',
    });
  });

  it('says when the table does not answer', () => {
    expect(judge('/v1/health', { status: 200, text: '{"status":"degraded"}' })).toEqual({
      holds: false,
      because: 'is answered, and the table does not answer',
    });
  });

  it.each(webKnocks)('is not content with $name that cannot be reached', ({ judge: verdict }) => {
    expect(verdict({ status: 0, text: 'refused' })).toEqual({
      holds: false,
      because: 'cannot be reached (refused)',
    });
  });

  it('says in a sentence which stages there are', async () => {
    await expect(findDoors('moon')).rejects.toThrow('There is no stage "moon"');
  });
});
