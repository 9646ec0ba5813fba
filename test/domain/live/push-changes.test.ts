import { describe, expect, it } from 'vitest';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { LiveMessage, LiveTopic } from '../../../functions/contracts/live.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import type { LiveConnection, LiveNews } from '../../../functions/domain/live/live.ts';
import { pushChanges } from '../../../functions/domain/live/push-changes.ts';

const NOON = Date.parse('2026-11-23T18:00:00Z');
const APEX = 'biz_apex0001' as BusinessId;
const BOLT = 'biz_bolt0001' as BusinessId;
const ADA = PersonId.parse('0b5a4f3e-6b0e-4a63-8a3e-2f6f0a3d7c11');
const BEN = PersonId.parse('5c1c1b7e-1f0a-4d8e-9a52-7f1d2c3b4a55');

const changed = (businessId: BusinessId, topic: LiveTopic): LiveNews => ({
  kind: 'changed',
  businessId,
  topic,
});

const aPage = (id: string, businessId: BusinessId, personId = ADA, agoMs = 60_000): LiveConnection => ({
  v: 1,
  id,
  businessId,
  personId,
  sessionId: 'session1',
  since: new Date(NOON - agoMs).toISOString(),
});

const aChannel = (open: readonly LiveConnection[]) => {
  const rows = new Map(open.map((connection) => [connection.id, connection]));
  const sequences = new Map<BusinessId, number>();
  const sent: (readonly [string, LiveMessage])[] = [];
  const closed: string[] = [];
  const outcomes = new Map<string, 'gone' | 'lost'>();
  /** By person: as of a minute ago, and as of now. */
  const refused = { before: new Set<string>(), now: new Set<string>() };
  const admitting =
    (those: ReadonlySet<string>) =>
    async ({ personId }: { readonly personId: string }) => {
      if (those.has(personId)) throw new Refusal('business_not_found');
    };
  const push = pushChanges({
    connections: {
      of: async (businessId) => [...rows.values()].filter((one) => one.businessId === businessId),
      remove: async ({ id }) => void rows.delete(id),
      async take(businessId, howMany) {
        const last = (sequences.get(businessId) ?? 0) + howMany;
        sequences.set(businessId, last);
        return last;
      },
      latest: async (businessId) => sequences.get(businessId) ?? 0,
      find: async (id) => rows.get(id),
      ticket: async () => undefined,
      open: async () => 'used',
    },
    pages: {
      async send(id, message) {
        sent.push([id, message]);
        return outcomes.get(id) ?? 'sent';
      },
      close: async (id) => void closed.push(id),
    },
    admit: admitting(refused.before),
    admitNow: admitting(refused.now),
    membershipsOf: async () => [{ businessId: APEX }, { businessId: BOLT }],
  });
  return {
    push: (news: readonly LiveNews[]) => push(news, NOON),
    rows,
    sequences,
    sent,
    closed,
    outcomes,
    refused,
  };
};

describe('what open pages are told [C4]', () => {
  it('is one message a topic, in the order of numbers', async () => {
    const { push, sent } = aChannel([aPage('one', APEX), aPage('elsewhere', BOLT)]);

    await push([
      changed(APEX, 'appointments'),
      changed(APEX, 'fees'),
      changed(APEX, 'appointments'),
      changed(APEX, 'settings'),
    ]);

    expect(sent).toEqual([
      ['one', { v: 1, seq: 1, topic: 'appointments' }],
      ['one', { v: 1, seq: 2, topic: 'fees' }],
      ['one', { v: 1, seq: 3, topic: 'settings' }],
    ]);
  });

  it('takes no number where nobody listens', async () => {
    const { push, sequences } = aChannel([aPage('elsewhere', BOLT)]);

    await push([changed(APEX, 'calls')]);

    expect(sequences.get(APEX)).toBeUndefined();
  });

  it('goes to nobody who may no longer look, who is cut off', async () => {
    const { push, sent, closed, refused, rows } = aChannel([aPage('ada', APEX), aPage('ben', APEX, BEN)]);
    refused.before.add(BEN);

    await push([changed(APEX, 'calls')]);

    expect(sent.map(([id]) => id)).toEqual(['ada']);
    expect(closed).toEqual(['ben']);
    expect([...rows.keys()]).toEqual(['ada']);
  });

  it('reaches nobody who is removed in the same batch', async () => {
    const { push, sent, closed, refused } = aChannel([aPage('ben', APEX, BEN)]);
    refused.now.add(BEN);

    await push([
      changed(APEX, 'team'),
      changed(APEX, 'calls'),
      { kind: 'standing', personId: BEN, businessId: APEX },
    ]);

    expect(sent).toEqual([]);
    expect(closed).toEqual(['ben']);
  });

  it('cuts off whoever is signed out wherever they look, and nobody else', async () => {
    const { push, closed, refused } = aChannel([
      aPage('ada', APEX),
      aPage('ben-here', APEX, BEN),
      aPage('ben-there', BOLT, BEN),
    ]);
    refused.now.add(BEN);

    await push([{ kind: 'standing', personId: BEN, businessId: undefined }]);

    expect(closed.toSorted()).toEqual(['ben-here', 'ben-there']);
  });

  it('forgets a page that has gone, but none that is only just connecting', async () => {
    const { push, outcomes, rows } = aChannel([aPage('gone', APEX), aPage('coming', APEX, ADA, 500)]);
    outcomes.set('gone', 'gone').set('coming', 'gone');

    await push([changed(APEX, 'calls')]);

    expect([...rows.keys()]).toEqual(['coming']);
  });

  it('goes on to the next page when one takes nothing', async () => {
    const { push, outcomes, sent, rows } = aChannel([aPage('stuck', APEX), aPage('well', APEX)]);
    outcomes.set('stuck', 'lost');

    await push([changed(APEX, 'calls'), changed(APEX, 'fees')]);

    expect(sent.map(([id]) => id).toSorted()).toEqual(['stuck', 'well', 'well']);
    expect([...rows.keys()]).toEqual(['stuck', 'well']);
  });
});
