import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import { type Offer, type OfferTerms, offerId, readOffer } from '../../../functions/domain/schedule/offer.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

const KEY = 'offer-key-of-this-stage';
const ZONE = 'America/New_York';
const NOW = Date.parse('2026-10-31T15:04:00Z');
const terms: OfferTerms = {
  businessId: 'biz_one000' as BusinessId,
  callId: 'call_1' as CallId,
  serviceId: 'repair',
};
const offer: Offer = { startsAtMs: Date.parse('2026-11-02T14:30:00Z'), crewId: 'a' };

const make = (over: Partial<OfferTerms> = {}, of: Offer = offer, key = KEY) =>
  offerId(hashing, key, ZONE, { ...terms, ...over }, of, NOW);
const read = (id: string, over: Partial<OfferTerms> = {}, nowMs = NOW, keys = [KEY]) =>
  readOffer(hashing, keys, ['b', 'a'], ZONE, { ...terms, ...over }, id, nowMs);

describe('an offer [D3]', () => {
  it('is the local start and a short code', () => {
    expect(make()).toMatch(/^2026-11-02T09:30-[a-z2-7]{5}$/);
  });

  it('is read back as the start and crew member it was made for', () => {
    expect(read(make())).toEqual({ kind: 'valid', offer });
    expect(read(` ${make()}\n`)).toEqual({ kind: 'valid', offer });
  });

  it('is read by a container whose clock is behind that of the one that made it', () => {
    const boundary = Date.parse('2026-10-31T15:10:00Z');
    const id = offerId(hashing, KEY, ZONE, terms, offer, boundary);
    expect(read(id, {}, boundary - 1)).toEqual({ kind: 'valid', offer });
    expect(read(id, {}, boundary - 3_000)).toEqual({ kind: 'valid', offer });
  });

  it('is worth nothing where the clock is more than a step behind', () => {
    const boundary = Date.parse('2026-10-31T15:10:00Z');
    const id = offerId(hashing, KEY, ZONE, terms, offer, boundary);
    expect(read(id, {}, boundary - 10 * 60_000)).toEqual({ kind: 'valid', offer });
    expect(read(id, {}, boundary - 10 * 60_000 - 1)).toMatchObject({ kind: 'invalid' });
  });

  it('tells the two hours of autumn apart', () => {
    const first = { startsAtMs: Date.parse('2026-11-01T05:30:00Z'), crewId: 'a' };
    const second = { startsAtMs: Date.parse('2026-11-01T06:30:00Z'), crewId: 'a' };

    expect(make({}, first)).toMatch(/^2026-11-01T01:30A-/);
    expect(make({}, second)).toMatch(/^2026-11-01T01:30B-/);
    expect(read(make({}, first))).toEqual({ kind: 'valid', offer: first });
    expect(read(make({}, second))).toEqual({ kind: 'valid', offer: second });
    expect(read(make({}, first).replace('A-', 'B-'))).toMatchObject({ kind: 'invalid' });
  });

  it.each([
    ['another business', { businessId: 'biz_two000' as BusinessId }],
    ['another call', { callId: 'call_2' as CallId }],
    ['another service', { serviceId: 'inspection' }],
  ])('is worth nothing to %s', (_, over) => {
    expect(read(make(), over)).toMatchObject({ kind: 'invalid' });
  });

  it('lives ten minutes at least and twenty at most, and is then known as expired', () => {
    const id = make();

    expect(read(id, {}, NOW + 10 * 60_000).kind).toBe('valid');
    expect(read(id, {}, NOW + 20 * 60_000)).toEqual({ kind: 'expired', startsAtMs: offer.startsAtMs });
    expect(read(id, {}, NOW + 24 * 3_600_000)).toMatchObject({
      kind: 'invalid',
      claimedStartsMs: [offer.startsAtMs],
    });
  });

  it('outlives the rotation of its key', () => {
    expect(read(make(), {}, NOW, ['new-key', KEY])).toEqual({ kind: 'valid', offer });
    expect(read(make(), {}, NOW, ['new-key'])).toMatchObject({ kind: 'invalid' });
  });

  it('names no time that does not exist', () => {
    expect(read('2026-03-08T02:30-abcde')).toEqual({ kind: 'invalid', claimedStartsMs: [] });
    expect(read('2026-02-31T99:99-abcde').kind).toBe('invalid');
    expect(read('tomorrow at nine')).toEqual({ kind: 'invalid', claimedStartsMs: [] });
  });

  it('cannot be altered in any character', () => {
    const id = make();

    fc.assert(
      fc.property(fc.nat(id.length - 1), fc.constantFrom(...'abcdefghijklmnop234567089:-T'), (at, letter) => {
        fc.pre(id[at] !== letter);
        return read(id.slice(0, at) + letter + id.slice(at + 1)).kind !== 'valid';
      }),
    );
    expect(read(id).kind).toBe('valid');
  });
});
