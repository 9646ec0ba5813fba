import { describe, expect, it } from 'vitest';
import { failedEmail } from '../../../functions/adapters/resend/delivery.ts';
import { fixturesNote, hasFixtures, readFixture } from '../../local/vendors/fixtures.ts';

type Failure = Parameters<typeof failedEmail>[0];

describe('an e-mail that Resend did not accept [N3]', () => {
  it.each<[string, number]>([
    ['validation_error', 422],
    ['invalid_parameter', 422],
    ['missing_required_field', 422],
    ['invalid_from_address', 422],
    ['not_found', 404],
  ])('was refused when the answer says so (%s)', (name, statusCode) => {
    expect(failedEmail({ name, statusCode })).toEqual({ kind: 'refused', code: name });
  });

  it.each<[string, number]>([
    ['invalid_api_key', 403],
    ['missing_api_key', 401],
    ['restricted_api_key', 401],
    ['validation_error', 403],
    ['rate_limit_exceeded', 429],
    ['daily_quota_exceeded', 429],
    ['application_error', 503],
  ])('waits when the answer is about us or the moment (%s %i)', (name, statusCode) => {
    expect(failedEmail({ name, statusCode })).toEqual({ kind: 'unavailable', because: name });
  });

  it.each<[string, number | null]>([
    ['application_error', null],
    ['application_error', 500],
    ['internal_server_error', 500],
    ['application_error', 502],
    ['application_error', 504],
    ['application_error', 408],
    ['concurrent_idempotent_requests', 409],
    ['invalid_idempotent_request', 409],
  ])('may have been sent (%s %s)', (name, statusCode) => {
    expect(failedEmail({ name, statusCode })).toEqual({ kind: 'unknown', because: name });
  });

  it.skipIf(!hasFixtures)(`is read from Resend's own documents${fixturesNote}`, () => {
    expect(failedEmail(readFixture('resend/api.error.429.json') as Failure).kind).toBe('unavailable');
    expect(failedEmail(readFixture('resend/api.error.409.json') as Failure).kind).toBe('unknown');
  });
});
