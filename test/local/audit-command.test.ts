import { describe, expect, it } from 'vitest';
import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import type { AuditEntry } from '../../functions/domain/audit/audit-entry.ts';
import type { ChainedEntry } from '../../functions/domain/audit/chain.ts';
import type { AuditTrail } from '../../functions/domain/audit/ports.ts';
import { findPlace } from '../../scripts/audit/find-place.ts';
import { list } from '../../scripts/audit/list.ts';
import { readAnchor, verify } from '../../scripts/audit/verify.ts';
import { aDeed, aTrail, linked, PLACE } from '../support/chains.ts';

const businessId = 'biz_apexhvac01' as BusinessId;
const appointmentId = 'apt_danareyes0000000000000001' as AppointmentId;

const ENTRIES: readonly AuditEntry[] = [
  {
    v: 1,
    id: `appointment.booked:${appointmentId}:1`,
    businessId,
    at: '2026-11-23T15:00:00.000Z',
    what: 'appointment.booked',
    subject: appointmentId,
    to: 'booked',
    version: 1,
    actor: 'agent',
    cause: 'call_danareyes01',
    facts: { feeCents: 5000, fee: 'owed', feeWaivedBecause: undefined },
  },
  {
    v: 1,
    id: 'fee.charged:fee_1:1',
    businessId,
    at: '2026-11-23T15:00:02.000Z',
    what: 'fee.charged',
    subject: 'fee_1',
    appointmentId,
    from: 'owed',
    to: 'charged',
    version: 1,
    actor: 'vendor:stripe',
    cause: 'evt_1',
  },
  {
    v: 1,
    id: 'consent.opted-out:fingerprint:2026-11-23T15:09:00.000Z',
    businessId,
    at: '2026-11-23T15:09:01.000Z',
    what: 'consent.opted-out',
    subject: 'fingerprint',
    to: 'opted_out',
    version: '2026-11-23T15:09:00.000Z',
    actor: 'customer',
    cause: 'evt_2',
  },
];

const asked: unknown[] = [];
const trail: AuditTrail = {
  async *entries(...whose) {
    asked.push(whose);
    yield* ENTRIES;
  },
};
const said = async (how: { subject?: string; json: boolean }): Promise<string[]> => {
  const lines: string[] = [];
  await list(trail, (line) => void lines.push(line), { place: businessId, ...how });
  return lines;
};

describe('npm run audit', () => {
  it('says in one line an entry what was decided, of what, by whom and on what occasion', async () => {
    expect(await said({ json: false })).toEqual([
      `2026-11-23T15:00:00.000Z  appointment.booked     ${appointmentId}, booked, v1, by agent (call_danareyes01), fee=owed, feeCents=5000`,
      `2026-11-23T15:00:02.000Z  fee.charged            fee_1, owed → charged, v1, by vendor:stripe (evt_1), of ${appointmentId}`,
      '2026-11-23T15:09:01.000Z  consent.opted-out      fingerprint, opted_out, since 2026-11-23T15:09:00.000Z, by customer (evt_2)',
      `3 entries on the record of ${businessId}.`,
    ]);
  });

  it('says the entries as they are stored, and nothing else, to a program', async () => {
    const lines = await said({ json: true });

    expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(ENTRIES)));
  });

  it('asks for one subject only, and says so', async () => {
    const lines = await said({ subject: appointmentId, json: false });

    expect(asked.at(-1)).toEqual([businessId, appointmentId]);
    expect(lines.at(-1)).toBe(`3 entries on the record of ${businessId} about ${appointmentId}.`);
  });

  it('says in a sentence which stages there are', async () => {
    await expect(findPlace('local')).rejects.toThrow(
      'There is no stage "local": the stages are dev, staging, prod.',
    );
  });
});

describe('npm run audit -- --verify', () => {
  const deeds = linked([1, 2, 3].map((nth) => aDeed(nth)));
  const last = `3:${deeds[2]?.chain}`;
  const verified = async (entries: readonly ChainedEntry[], anchors: readonly string[] = []) => {
    const lines: string[] = [];
    const head = deeds.at(-1);
    const isWhole = await verify(
      aTrail(entries, head),
      (line) => void lines.push(line),
      PLACE,
      anchors.map(readAnchor),
    );
    return [isWhole, ...lines];
  };

  it('says that a chain is whole, with the link that can be noted, and knows it again', async () => {
    const whole = [true, `Chain of ${PLACE}: intact, 3 links, the last ${last}`];

    expect(await verified(deeds)).toEqual(whole);
    expect(await verified(deeds, [last])).toEqual(whole);
  });

  it('names the first link that is wrong, and what is wrong with it', async () => {
    const [one, two, three] = deeds as [ChainedEntry, ChainedEntry, ChainedEntry];
    const said = [
      await verified([one, three]),
      await verified([one, { ...two, to: 'nothing' }, three]),
      await verified([...deeds, { ...aDeed(4), seq: 2, chain: '' }]),
      await verified([...deeds, ...linked([...deeds, aDeed(4)]).slice(3)]),
      await verified([...deeds, aDeed(4)]),
      await verified(deeds, [`2:${'0'.repeat(64)}`]),
    ];

    expect(said).toEqual(
      [
        'link 2 is missing',
        `link 2 (${two.id}) is not what was recorded here: it, or the one before it, was edited, moved here or forged`,
        `link 2 (${aDeed(4).id}) is there twice: one of the two is forged`,
        `link 4 (${aDeed(4).id}) comes after the end of the chain: it is forged`,
        `the entry ${aDeed(4).id} says that somebody did it, and is no link of the chain: it is forged`,
        `link 2 (${two.id}) has another hash than you say: the chain was written anew`,
      ].map((words) => [false, `Chain of ${PLACE}: BROKEN, ${words}.`]),
    );
  });

  it.each(['17', '0:', `0:${'a'.repeat(64)}`, `1:${'a'.repeat(63)}`, `1:${'A'.repeat(64)}`])(
    'takes no %s for a link',
    (text) => {
      expect(() => readAnchor(text)).toThrow(
        `"${text}" is no link: its number, a colon and 64 hexadecimal digits.`,
      );
    },
  );
});
