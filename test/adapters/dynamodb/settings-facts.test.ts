import { describe, expect, it } from 'vitest';
import { settingsFacts } from '../../../functions/adapters/dynamodb/settings-facts.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { Profile } from '../../../functions/domain/business/business.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';

const from: Profile = aBusiness();
const told = (changes: Partial<Profile>) =>
  settingsFacts({
    from,
    to: { ...from, ...changes },
    changed: Object.keys(changes) as (keyof Profile)[],
    by: PersonId.parse('00000000-0000-4000-8000-000000000001'),
    at: new Date(MONDAY_MORNING).toISOString(),
  });

describe('what the record tells of changed settings', () => {
  it('says what was before and what is after, of each field that changed and of no other', () => {
    expect(told({ noticeMinutes: 240, trade: 'plumbing' })).toEqual({
      'noticeMinutes before': String(from.noticeMinutes),
      'noticeMinutes after': '240',
      'trade before': from.trade,
      'trade after': 'plumbing',
    });
  });

  it('says of the owner which part changed, and not how they are reached', () => {
    const owner = { ...from.owner, email: 'new@apexhvac.example', phones: ['+15125550100'] };

    expect(told({ owner })).toEqual({ 'owner changed': 'email, phones' });
  });

  it('names crews by their letters, because their names are people’s', () => {
    const [first, ...rest] = from.crews;
    if (!first) throw new Error('a business without a crew');

    expect(told({ crews: [{ ...first, name: 'Marcus Webb' }, ...rest] })).toEqual({
      'crews changed': 'names',
    });
    expect(told({ crews: [...from.crews, { id: 'Z', name: 'Marcus Webb' }] })).toEqual({
      'crews before': from.crews.map(({ id }) => id).join(', '),
      'crews after': [...from.crews.map(({ id }) => id), 'Z'].join(', '),
    });
  });

  it('says of a list what went and what came, and all of it where only the order changed', () => {
    const service = { id: 'duct-clean', name: 'Duct cleaning', durationMinutes: 90 };
    const [first, ...rest] = from.services;

    expect(told({ services: [...rest, service] })).toEqual({
      'services before': JSON.stringify([first]),
      'services after': JSON.stringify([service]),
    });
    expect(told({ services: from.services.toReversed() })).toEqual({
      'services before': JSON.stringify(from.services),
      'services after': JSON.stringify(from.services.toReversed()),
    });
  });

  it('cuts what is longer than a thousand characters, and never in the middle of one', () => {
    const exact = 'x'.repeat(1000);

    expect(told({ address: exact })).toMatchObject({ 'address after': exact });
    expect(told({ address: `${exact}y` })).toMatchObject({ 'address after': `${exact}…` });
    expect(told({ address: `${exact.slice(1)}😀` })).toMatchObject({
      'address after': `${exact.slice(1)}\ufffd…`,
    });
  });
});
