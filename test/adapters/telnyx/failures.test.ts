import Telnyx from 'telnyx';
import { describe, expect, it } from 'vitest';
import { failedHandover } from '../../../functions/adapters/telnyx/failures.ts';
import { fixturesNote, hasFixtures, readFixture } from '../../local/vendors/fixtures.ts';

const answered = (status: number, code?: string) =>
  Telnyx.APIError.generate(status, code ? { errors: [{ code, title: 'x' }] } : undefined, 'x', new Headers());

const cut = (code: string) =>
  new Telnyx.APIConnectionError({
    cause: new TypeError('fetch failed', { cause: Object.assign(new Error('socket'), { code }) }),
  });

describe('a text that Telnyx did not accept [N1]', () => {
  it.each([
    [400, '40013'],
    [404, '10005'],
    [400, '40003'],
    [409, '40008'],
    [422, '10016'],
  ])('was refused when the answer says so (%i %s)', (status, code) => {
    expect(failedHandover(answered(status, code))).toEqual({ kind: 'refused', code, meaning: 'final' });
  });

  it('was refused without a code we can read', () => {
    expect(failedHandover(answered(422))).toEqual({ kind: 'refused', code: '422', meaning: 'final' });
  });

  it('went to a number that texts do not reach', () => {
    expect(failedHandover(answered(400, '40001'))).toMatchObject({ kind: 'refused', meaning: 'untextable' });
  });

  it.each(['40006', '40011'])('waits when the carrier could not take it in that moment (%s)', (code) => {
    expect(failedHandover(answered(400, code))).toEqual({ kind: 'unavailable', because: code });
  });

  it.each([400, 403, 409, 422])('went to a number that has opted out, whatever the status (%i)', (status) => {
    expect(failedHandover(answered(status, '40300'))).toEqual({
      kind: 'refused',
      code: '40300',
      meaning: 'opted_out',
    });
  });

  it.each([401, 402, 403, 429, 503])('waits when the answer is about us or the moment (%i)', (status) => {
    expect(failedHandover(answered(status, '10009'))).toMatchObject({ kind: 'unavailable' });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'waits when it never left (%s)',
    (code) => {
      expect(failedHandover(cut(code))).toEqual({ kind: 'unavailable', because: code });
    },
  );

  it('waits when every address of a name refused', () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const all = new Telnyx.APIConnectionError({
      cause: new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) }),
    });

    expect(failedHandover(all)).toMatchObject({ kind: 'unavailable' });
  });

  it.each([408, 500, 502, 504, 599])('may have been sent (%i)', (status) => {
    expect(failedHandover(answered(status))).toMatchObject({ kind: 'unknown' });
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET'])('may have been sent (%s)', (code) => {
    expect(failedHandover(cut(code))).toEqual({ kind: 'unknown', because: code });
  });

  it('may have been sent when the answer took too long or could not be read', () => {
    expect(failedHandover(new Telnyx.APIConnectionTimeoutError())).toMatchObject({ kind: 'unknown' });
    expect(failedHandover(new SyntaxError('Unexpected token <'))).toMatchObject({ kind: 'unknown' });
    expect(failedHandover('thrown')).toMatchObject({ kind: 'unknown' });
  });

  it.skipIf(!hasFixtures)(`is read from Telnyx's own documents${fixturesNote}`, () => {
    const documents = ['telnyx/api.error.40300.json', 'telnyx/api.error.422.json'].map((path) =>
      Telnyx.APIError.generate(422, readFixture(path) as object, 'x', new Headers()),
    );

    expect(documents.map(failedHandover)).toEqual([
      { kind: 'refused', code: '40300', meaning: 'opted_out' },
      { kind: 'refused', code: '10016', meaning: 'final' },
    ]);
  });
});
