import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuditEntry, Link } from '../../../functions/domain/audit/audit-entry.ts';
import type { ChainedEntry } from '../../../functions/domain/audit/chain.ts';
import { type ChainTrail, judgeChain } from '../../../functions/domain/audit/judge-chain.ts';
import { sha256 } from '../../../functions/runtime/hashing.ts';
import { aDeed, aTrail, linked, PLACE } from '../../support/chains.ts';

const DEEDS = linked([1, 2, 3, 4, 5].map((nth) => aDeed(nth)));
const END = DEEDS.at(-1) as AuditEntry & Link;

const judged = (entries: readonly ChainedEntry[], head: Link | undefined = END, anchors?: readonly Link[]) =>
  judgeChain(sha256, aTrail(entries, head), PLACE, anchors);

const edited = (seq: number, over: object): ChainedEntry[] =>
  DEEDS.map((entry) => (entry.seq === seq ? { ...entry, ...over } : entry));

describe('a chain of what people did', () => {
  it('is intact as it was recorded, in whatever order it is read', async () => {
    const intact = { outcome: 'intact', seq: 5, chain: END.chain };

    expect(await judged(DEEDS)).toEqual(intact);
    expect(await judged(DEEDS.toReversed())).toEqual(intact);
  });

  it('is intact where nobody has done anything', async () => {
    expect(await judgeChain(sha256, aTrail([]), PLACE)).toEqual({ outcome: 'intact', seq: 0 });
  });

  it('can be made again by hand: hash before, line feed, the entry as RFC 8785 has it', () => {
    const [first, second] = linked([
      aDeed(1, { cause: undefined, facts: { b: 1, a: 'é "\n', none: undefined, c: true } }),
      aDeed(2),
    ]);
    const by =
      '{"actor":"person:00000000-0000-4000-8000-000000000001","at":"2026-11-23T15:01:00.000Z",' +
      '"businessId":"biz_apexhvac01","facts":{"a":"é \\"\\n","b":1,"c":true},"from":"before",' +
      '"id":"settings.changed:biz_apexhvac01:1","seq":1,"subject":"biz_apexhvac01","to":"after","v":1,' +
      '"version":1,"what":"settings.changed"}';
    const made = createHash('sha256').update(`biz_apexhvac01\n${by}`, 'utf8').digest('hex');

    expect(first?.chain).toBe(made);
    expect(second?.chain).not.toBe(made);
  });

  it.each([
    ['id', 'settings.changed:biz_apexhvac01:9'],
    ['businessId', 'biz_apexhvac02'],
    ['at', '2026-11-23T15:03:00.001Z'],
    ['what', 'member.changed'],
    ['subject', 'biz_apexhvac02'],
    ['appointmentId', 'apt_danareyes01'],
    ['from', 'befor'],
    ['from', undefined],
    ['to', 'afterwards'],
    ['version', 4],
    ['version', '3'],
    ['actor', 'person:00000000-0000-4000-8000-000000000002'],
    ['actor', 'agent'],
    ['cause', 'request 4'],
    ['cause', undefined],
    ['facts', { 'noticeMinutes before': 3, 'noticeMinutes after': 5 }],
    ['facts', undefined],
    ['chain', 'a'.repeat(64)],
    ['v', 2],
    ['more', 'than there was'],
  ])('names the entry whose %s is edited to %j', async (field, value) => {
    expect(await judged(edited(3, { [field]: value }))).toEqual({
      outcome: 'broken',
      because: 'altered',
      seq: 3,
      id: field === 'id' ? value : DEEDS[2]?.id,
    });
  });

  it.each([1, 3, 5])('names the entry that is gone: the %sth', async (seq) => {
    expect(await judged(DEEDS.filter((entry) => entry.seq !== seq))).toEqual({
      outcome: 'broken',
      because: 'missing',
      seq,
    });
  });

  it.each([
    [1, 2],
    [2, 4],
    [4, 5],
  ])('names the first of two that changed places: %s and %s', async (one, other) => {
    const seqs = new Map([
      [one, other],
      [other, one],
    ]);
    const swapped = DEEDS.map((entry) => ({ ...entry, seq: seqs.get(entry.seq) ?? entry.seq }));

    expect(await judged(swapped)).toMatchObject({ because: 'altered', seq: one, id: DEEDS[other - 1]?.id });
  });

  it('names the first of two that changed places with their links', async () => {
    const linkOf = (nth: number) => ({ seq: DEEDS[nth]?.seq, chain: DEEDS[nth]?.chain });
    const swapped = DEEDS.map((entry, nth) => {
      if (nth === 1) return { ...entry, ...linkOf(2) };
      return nth === 2 ? { ...entry, ...linkOf(1) } : entry;
    }) as ChainedEntry[];

    expect(await judged(swapped)).toMatchObject({ because: 'altered', seq: 2, id: DEEDS[2]?.id });
  });

  it('names one that is forged into the middle, and one in the place of another', async () => {
    const forged = { ...aDeed(9), seq: 3, chain: 'b'.repeat(64) };

    expect(await judged([...DEEDS, forged])).toMatchObject({ because: 'repeated', seq: 3, id: forged.id });
    expect(await judged(DEEDS.map((entry) => (entry.seq === 3 ? forged : entry)))).toMatchObject({
      because: 'altered',
      seq: 3,
      id: forged.id,
    });
  });

  it('shows a forgery that is linked rightly, by the link after it or by the head', async () => {
    const relinked = (nth: number) =>
      linked(DEEDS.slice(0, nth).map((entry) => (entry.seq === nth ? aDeed(9) : entry)));

    expect(await judged([...relinked(3), ...DEEDS.slice(3)])).toMatchObject({ because: 'altered', seq: 4 });
    expect(await judged(relinked(5))).toMatchObject({ because: 'head', seq: 5 });
  });

  it('names one that is forged onto the end, though it is linked rightly', async () => {
    const longer = linked([...DEEDS, aDeed(6)]);

    expect(await judged(longer)).toMatchObject({ because: 'beyond', seq: 6, id: aDeed(6).id });
  });

  it.each([undefined, 0, -1, 1.5])('names one that is no link: seq %s', async (seq) => {
    const loose = { ...aDeed(9), ...(seq !== undefined && { seq, chain: 'c'.repeat(64) }) };

    expect(await judged([loose, ...DEEDS])).toEqual({
      outcome: 'broken',
      because: 'unchained',
      seq: undefined,
      id: loose.id,
    });
  });

  it.each(['person', 'operator', 'partner'])('has to have everything that a %s did', async (who) => {
    const loose = aDeed(9, { actor: `${who}:whoever` as AuditEntry['actor'] });

    expect(await judged([...DEEDS, loose])).toMatchObject({ because: 'unchained', id: loose.id });
  });

  it('is intact where the table has put U+FFFD for half a character', async () => {
    const [half] = linked([aDeed(1, { cause: 'cut \ud83d' })]);

    expect(await judged([{ ...half, cause: 'cut \ufffd' } as ChainedEntry], half)).toMatchObject({
      outcome: 'intact',
    });
  });

  it.each(['agent', 'customer', 'system', 'vendor:stripe'] as const)(
    'takes no notice of what machines did: %s',
    async (actor) => {
      expect(await judged([...DEEDS, aDeed(9, { actor })])).toMatchObject({ outcome: 'intact', seq: 5 });
    },
  );

  it.each([
    ['one less', DEEDS[3], { because: 'beyond', seq: 5 }],
    ['one more', { seq: 6, chain: END.chain }, { because: 'missing', seq: 6 }],
    ['another hash', { seq: 5, chain: 'd'.repeat(64) }, { because: 'head', seq: 5 }],
  ])('shows a head that is altered: %s', async (_, head, shown) => {
    expect(await judged(DEEDS, head as Link)).toMatchObject(shown);
  });

  it('shows a head that is gone', async () => {
    expect(await judgeChain(sha256, { ...aTrail(DEEDS), head: async () => undefined }, PLACE)).toMatchObject({
      because: 'beyond',
      seq: 1,
    });
  });

  it('is no other business’s, link by link', async () => {
    const theirs = linked([1, 2].map((nth) => aDeed(nth, { businessId: 'biz_apexhvac02' as never })));

    expect(await judged(theirs, theirs.at(-1))).toMatchObject({ because: 'altered', seq: 1 });
  });

  it('shows by a link from the log that all of it was written anew, or cut off with its head', async () => {
    const anew = linked([aDeed(1, { cause: 'another' }), ...DEEDS.slice(1)]);
    const anchors = [{ seq: 3, chain: String(DEEDS[2]?.chain) }];

    expect(await judged(anew, anew.at(-1))).toMatchObject({ outcome: 'intact' });
    expect(await judged(anew, anew.at(-1), anchors)).toMatchObject({ because: 'rewritten', seq: 3 });
    expect(await judged(DEEDS.slice(0, 2), DEEDS[1], anchors)).toEqual({
      outcome: 'broken',
      because: 'missing',
      seq: 3,
    });
    expect(await judged(DEEDS, END, anchors)).toMatchObject({ outcome: 'intact' });
  });

  it('leaves what is added meanwhile to the next time', async () => {
    const heads = [DEEDS[2], DEEDS[4]];
    const trail = (entries: readonly ChainedEntry[]): ChainTrail => {
      let asked = 0;
      return { ...aTrail(entries), head: async () => heads[asked++] };
    };

    for (const entries of [DEEDS, DEEDS.slice(0, 3), [...DEEDS.slice(0, 3), END]])
      expect(await judgeChain(sha256, trail(entries), PLACE)).toMatchObject({ outcome: 'intact', seq: 3 });
    expect(
      await judgeChain(sha256, trail([...DEEDS, ...linked([...DEEDS, aDeed(6)]).slice(5)]), PLACE),
    ).toMatchObject({ because: 'beyond', seq: 6 });
  });
});
