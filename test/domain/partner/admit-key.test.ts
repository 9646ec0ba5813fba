import { describe, expect, it } from 'vitest';
import { keyAdmission } from '../../../functions/domain/partner/admit-key.ts';
import { keyText } from '../../../functions/domain/partner/key-text.ts';
import type { Partner, PartnerKey } from '../../../functions/domain/partner/partner.ts';
import { sha256 } from '../../../functions/runtime/hashing.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';

const partner = {
  v: 1,
  id: 'ptr_desk01',
  name: 'Trade Desk',
  email: 'desk@partner.example',
  state: 'active',
  since: '2026-11-01T00:00:00.000Z',
  version: 2,
} as unknown as Partner;
const ID = 'key_server01' as PartnerKey['id'];
const SHOWN = keyText(ID, new Uint8Array(32).fill(1));
const WRONG = keyText(ID, new Uint8Array(32).fill(2));
const key: PartnerKey = {
  v: 1,
  id: ID,
  partnerId: partner.id,
  label: 'server',
  scopes: ['businesses:read'],
  hash: sha256(SHOWN),
  since: '2026-11-01T00:00:00.000Z',
};
const at = (ms: number) => new Date(ms).toISOString();

/** A container, the rows that it reads, and what it has asked and compared. */
const aContainer = (rows: { key?: Partial<PartnerKey> | undefined; partner?: Partial<Partner> } = {}) => {
  const state = {
    now: NOW,
    key: 'key' in rows && rows.key === undefined ? undefined : { ...key, ...rows.key },
    partner: { ...partner, ...rows.partner } as Partner | undefined,
  };
  const asked: string[] = [];
  const compared: [string, string][] = [];
  const admit = keyAdmission({
    keys: {
      async standing(id) {
        asked.push(id);
        return { key: state.key, partner: state.partner };
      },
    },
    sha256,
    isSame: (one, other) => {
      compared.push([one, other]);
      return one === other;
    },
    clock: { now: () => state.now },
  });
  return { state, asked, compared, admit };
};

const INVALID = { code: 'key_invalid', facts: {} };

describe('a key that is shown', () => {
  it('lets its partner in', async () => {
    expect(await aContainer().admit(SHOWN)).toEqual({ partner, key });
  });

  it.each([
    ['is no key', 'nonsense', {}],
    ['is mistyped', `${SHOWN.slice(0, -1)}${SHOWN.endsWith('0') ? '1' : '0'}`, {}],
    ['nobody has', SHOWN, { key: undefined }],
    ['has the id of a key and another secret', WRONG, {}],
    ['is revoked', SHOWN, { key: { revokedAt: at(NOW - 1) } }],
    ['is over', SHOWN, { key: { endsAt: at(NOW) } }],
    ['is of a suspended partner', SHOWN, { partner: { state: 'suspended' as const } }],
  ])('is refused by one and the same code if it %s', async (_, shown, rows) => {
    await expect(aContainer(rows).admit(shown)).rejects.toMatchObject(INVALID);
  });

  it('holds until the millisecond before its end, also in a container that has just let it in', async () => {
    const { state, admit } = aContainer({ key: { endsAt: at(NOW + 30_000) } });
    await admit(SHOWN);

    state.now = NOW + 29_999;
    expect(await admit(SHOWN)).toMatchObject({ partner });
    state.now = NOW + 30_000;
    await expect(admit(SHOWN)).rejects.toMatchObject(INVALID);
  });

  it.each([
    ['revoked', { key: { ...key, revokedAt: at(NOW + 1) } }],
    ['gone', { key: undefined }],
    ['its partner suspended', { partner: { ...partner, state: 'suspended' as const } }],
  ])('is let in for less than a minute after it is %s, and then refused', async (_, change) => {
    const { state, admit } = aContainer();
    await admit(SHOWN);
    Object.assign(state, change);

    state.now = NOW + 59_999;
    expect(await admit(SHOWN)).toMatchObject({ key });
    state.now = NOW + 60_000;
    await expect(admit(SHOWN)).rejects.toMatchObject(INVALID);
  });

  it('does not let in whoever knows no more than the id of a key that has just been let in', async () => {
    const { admit } = aContainer();
    await admit(SHOWN);

    await expect(admit(WRONG)).rejects.toMatchObject(INVALID);
  });

  it('is asked for once a minute, and a refusal each time', async () => {
    const right = aContainer();
    for (let turn = 0; turn < 5; turn += 1) await right.admit(SHOWN);
    const wrong = aContainer();
    for (let turn = 0; turn < 5; turn += 1) await wrong.admit(WRONG).catch(() => {});

    expect(right.asked).toHaveLength(1);
    expect(wrong.asked).toHaveLength(5);
  });

  it('is compared with as much where there is none, and asked for where its text is right only', async () => {
    const unknown = aContainer({ key: undefined });
    await unknown.admit(SHOWN).catch(() => {});
    const mistyped = aContainer();
    await mistyped.admit('nonsense').catch(() => {});

    expect(unknown.compared).toEqual([[sha256(SHOWN), '0'.repeat(64)]]);
    expect(mistyped.asked).toEqual([]);
  });
});
