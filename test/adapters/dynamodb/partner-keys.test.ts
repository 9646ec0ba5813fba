import { expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import type { OperationsEntry } from '../../../functions/domain/audit/audit-entry.ts';
import { MOST_LIVE_KEYS } from '../../../functions/domain/partner/partner.ts';
import { MOST_OVERLAP_MS } from '../../../functions/domain/partner/rotate-key.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { anOccasion, OPERATOR, partnerKeysOf, tracesOf } from '../../support/partner-keys.ts';

const at = (ms: number) => new Date(ms).toISOString();
const DAY_MS = 86_400_000;
const INVALID = { code: 'key_invalid' };

onBothStores('partners and their keys [O2]', (store) => {
  const aDesk = async () => {
    const table = store();
    const desk = partnerKeysOf(table, { now: NOW });
    const { id } = await desk.aPartner();
    const record = async () =>
      ((await table.rows()) as unknown as (OperationsEntry & { pk: string })[]).filter(
        ({ pk, subject, facts }) => pk === 'OPERATIONS#AUDIT' && (subject === id || facts?.partnerId === id),
      );
    return { ...desk, id, table, record };
  };

  it('let in whom they were made for, and are kept without anything that could be shown', async () => {
    const { id, aKey, aContainer, table } = await aDesk();

    const { key, secret } = await aKey(id, { scopes: ['usage:read'] });

    expect(await aContainer()(secret)).toMatchObject({ partner: { id }, key: { scopes: ['usage:read'] } });
    const kept = JSON.stringify(await table.rows());
    expect(kept).toContain(key.id);
    expect(tracesOf(secret).filter((trace) => kept.includes(trace))).toEqual([]);
  });

  it('are made once, however often and at once the same is asked for, and told once', async () => {
    const { id, issue, partners } = await aDesk();
    const occasion = anOccasion();

    const issued = await Promise.all([1, 2, 3, 4].map(() => issue(id, {}, occasion)));
    const again = await issue(id, {}, occasion);

    expect(new Set(issued.map(({ key }) => key.id)).size).toBe(1);
    expect(issued.filter(({ secret }) => secret !== undefined)).toHaveLength(1);
    expect(again).toMatchObject({ key: { id: again.key.id }, secret: undefined });
    expect(await partners.keys(id)).toHaveLength(1);
  });

  it('are five at most that hold, also when many are asked for at once', async () => {
    const { id, issue, partners } = await aDesk();
    for (let made = 1; made < MOST_LIVE_KEYS; made += 1) await issue(id);

    const answers = await Promise.allSettled([1, 2, 3].map(() => issue(id)));

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'too_many_keys' });
    expect(await partners.keys(id)).toHaveLength(MOST_LIVE_KEYS);
  });

  it('have room again for the sixth once one is revoked or over', async () => {
    const { id, issue, revoke, clock } = await aDesk();
    const first = await issue(id);
    await issue(id, { endsAt: at(NOW + 1000) });
    for (let made = 3; made <= MOST_LIVE_KEYS; made += 1) await issue(id);
    await expect(issue(id)).rejects.toMatchObject({ code: 'too_many_keys' });

    await revoke(id, first.key.id);
    await issue(id);
    clock.now = NOW + 999;
    await expect(issue(id)).rejects.toMatchObject({ code: 'too_many_keys' });
    clock.now = NOW + 1000;
    expect(await issue(id)).toHaveProperty('secret');
  });

  it('are not made to be over at once', async () => {
    const { id, issue } = await aDesk();

    await expect(issue(id, { endsAt: at(NOW) })).rejects.toMatchObject({
      code: 'invalid_arguments',
      facts: { fields: ['endsAt'] },
    });
    expect(await issue(id, { endsAt: at(NOW + 1) })).toHaveProperty('secret');
  });

  it('are refused a minute after they are revoked while they are in use, and stay revoked', async () => {
    const { id, aKey, aContainer, revoke, partners, clock } = await aDesk();
    const { key, secret } = await aKey(id);
    const admit = aContainer();
    const tried = () => admit(secret).catch((reason) => expect(reason).toMatchObject(INVALID));
    await Promise.all([tried(), revoke(id, key.id), tried()]); // Refused at once, or not yet.
    const [revoked] = await partners.keys(id);
    await revoke(id, key.id);

    await expect(aContainer()(secret)).rejects.toMatchObject(INVALID);
    clock.now = NOW + 60_000;
    await expect(admit(secret)).rejects.toMatchObject(INVALID);
    expect(await partners.keys(id)).toEqual([revoked]);
  });

  it('are refused while their partner is suspended, and hold again when it is resumed', async () => {
    const { id, aKey, aContainer, setState } = await aDesk();
    const { secret } = await aKey(id);

    await setState(id, 'suspended');
    await expect(aContainer()(secret)).rejects.toMatchObject(INVALID);
    expect(await setState(id, 'suspended')).toMatchObject({ state: 'suspended', version: 3 });
    await setState(id, 'active');
    expect(await aContainer()(secret)).toMatchObject({ partner: { state: 'active' } });
  });

  it('of one partner are nothing to another', async () => {
    const { id, aPartner, aKey, revoke, rotate, partners } = await aDesk();
    const other = await aPartner();
    const { key } = await aKey(other.id);

    await expect(revoke(id, key.id)).rejects.toMatchObject({ code: 'key_not_found' });
    await expect(rotate(id, key.id)).rejects.toMatchObject({ code: 'key_not_found' });
    expect(await partners.keys(id)).toEqual([]);
  });

  it('go on beside the key that follows them until the end that was said, and no longer', async () => {
    const { id, aKey, rotate, aContainer, clock } = await aDesk();
    const { key, secret } = await aKey(id, { scopes: ['businesses:write'] });

    const next = await rotate(id, key.id, at(NOW + DAY_MS));

    expect(next.key).toMatchObject({ scopes: ['businesses:write'], label: 'server', replaces: key.id });
    clock.now = NOW + DAY_MS - 1;
    expect(await aContainer()(secret)).toMatchObject({ key: { id: key.id } });
    clock.now = NOW + DAY_MS;
    await expect(aContainer()(secret)).rejects.toMatchObject(INVALID);
    expect(await aContainer()(String(next.secret))).toMatchObject({ key: { id: next.key.id } });
  });

  it('end at once where no such end was said, which makes room for the one that follows', async () => {
    const { id, aKey, issue, rotate, aContainer } = await aDesk();
    const { key, secret } = await aKey(id);
    for (let made = 1; made < MOST_LIVE_KEYS; made += 1) await issue(id);

    await expect(rotate(id, key.id, at(NOW + 1))).rejects.toMatchObject({ code: 'too_many_keys' });
    await rotate(id, key.id);

    await expect(aContainer()(secret)).rejects.toMatchObject(INVALID);
    await expect(rotate(id, key.id)).rejects.toMatchObject({ code: 'key_ended' });
  });

  it('go on for thirty days at most beside another, and never longer than they were to', async () => {
    const { id, aKey, rotate, partners } = await aDesk();
    const lasting = await aKey(id);
    const brief = await aKey(id, { endsAt: at(NOW + DAY_MS) });
    const wrong = { code: 'invalid_arguments', facts: { fields: ['oldEndsAt'] } };

    await expect(rotate(id, lasting.key.id, at(NOW))).rejects.toMatchObject(wrong);
    await expect(rotate(id, lasting.key.id, at(NOW + MOST_OVERLAP_MS + 1))).rejects.toMatchObject(wrong);
    await rotate(id, lasting.key.id, at(NOW + MOST_OVERLAP_MS));
    const next = await rotate(id, brief.key.id, at(NOW + 2 * DAY_MS));

    const ends = new Map((await partners.keys(id)).map(({ id: key, endsAt }) => [key, endsAt]));
    expect(ends.get(lasting.key.id)).toBe(at(NOW + MOST_OVERLAP_MS));
    expect(ends.get(brief.key.id)).toBe(at(NOW + DAY_MS));
    // Made to hold for a day, as the one before.
    expect(next.key.endsAt).toBe(at(NOW + DAY_MS));
  });

  it('are changed once, however often the same change is asked for', async () => {
    const { id, aKey, rotate, partners } = await aDesk();
    const { key } = await aKey(id);
    const occasion = anOccasion();

    const rotated = await Promise.all([1, 2, 3].map(() => rotate(id, key.id, undefined, occasion)));

    expect(rotated.filter(({ secret }) => secret !== undefined)).toHaveLength(1);
    expect(await partners.keys(id)).toHaveLength(2);
  });

  it('are on record with who made and ended them, each once, and nothing of the key', async () => {
    const { id, aKey, rotate, revoke, setState, record } = await aDesk();
    const { key, secret } = await aKey(id);
    const next = await rotate(id, key.id, at(NOW + DAY_MS));
    await revoke(id, key.id);
    await setState(id, 'suspended');

    const entries = (await record()).toSorted((a, b) => Number(a.seq) - Number(b.seq));
    expect(entries.map(({ what, subject }) => [what, subject])).toEqual([
      ['partner.created', id],
      ['key.issued', key.id],
      ['key.issued', next.key.id],
      ['key.revoked', key.id],
      ['partner.disabled', id],
    ]);
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([`operator:${OPERATOR}`]));
    expect(JSON.stringify(entries)).not.toContain(secret.slice(-49, -6));
    expect(JSON.stringify(entries)).not.toContain(key.hash);
  });

  it('are counted by month and noted by hour, and an hour that is past changes nothing', async () => {
    const { id, aKey, uses, table } = await aDesk();
    const { key } = await aKey(id);
    const other = await aKey(id);

    await Promise.all(Array.from({ length: 20 }, () => uses.count(key, '2026-11', NOW)));
    await uses.count(key, '2026-12', NOW);
    await uses.count(other.key, '2026-11', NOW);
    for (const hour of ['10', '12', '11']) await uses.note(key, `2026-11-23T${hour}:00:00.000Z`);

    expect(await uses.requests(id, '2026-11')).toEqual(
      new Map([
        [key.id, 20],
        [other.key.id, 1],
      ]),
    );
    expect(await uses.lastUsed(id)).toEqual(new Map([[key.id, '2026-11-23T12:00:00.000Z']]));
    const { pk } = keys.keyUse(id, key.id);
    const kept = (await table.rows()).filter((row) => row.pk === pk && row.requests !== undefined);
    expect(kept.every(({ expiresAt }) => expiresAt === NOW / 1000 + 400 * 86_400)).toBe(true);
  });

  it('are listed page by page, and a cursor of something else is refused', async () => {
    const { aPartner, partners } = await aDesk();
    for (let made = 0; made < 4; made += 1) await aPartner();
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await partners.list({ limit: 2, cursor });
      expect(page.items.length).toBeLessThanOrEqual(2);
      listed.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);

    expect(listed).toEqual([...new Set(listed)].toSorted());
    expect(listed.length).toBeGreaterThanOrEqual(5);
    for (const bad of ['-', Buffer.from('["0","0"]').toString('base64url')])
      await expect(partners.list({ limit: 2, cursor: bad })).rejects.toMatchObject({
        code: 'cursor_invalid',
      });
  });

  it('are made once where the same partner is asked for twice', async () => {
    const { aPartner, partners, record } = await aDesk();
    const occasion = anOccasion();

    const [one, other] = await Promise.all([aPartner(occasion), aPartner(occasion)]);

    expect(one.id).toBe(other?.id);
    expect(await partners.find(one.id)).toMatchObject({ name: 'Trade Desk', state: 'active' });
    expect((await record()).length).toBe(1);
  });
});
