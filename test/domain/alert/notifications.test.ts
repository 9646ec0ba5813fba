import { describe, expect, it } from 'vitest';
import { isUnheard, NOT_WANTED } from '../../../functions/domain/alert/alert.ts';
import { chosen, isWanted, type Notifications } from '../../../functions/domain/alert/notifications.ts';
import { profileFaults } from '../../../functions/domain/business/rules.ts';
import { aBusiness } from '../../support/builders.ts';

describe('what an owner wants to hear of [N4]', () => {
  it.each<[string, Notifications | undefined, boolean]>([
    ['nobody has chosen', undefined, true],
    ['nothing is said of it', {}, true],
    ['it is said so', { newAppointment: ['email'] }, true],
    ['it is said not to', { newAppointment: [] }, false],
  ])('%s', (_, notifications, wanted) => {
    expect(isWanted(notifications, 'newAppointment', 'email')).toBe(wanted);
    expect(chosen(notifications)).toEqual({ newAppointment: wanted ? ['email'] : [] });
    expect(profileFaults(aBusiness({ notifications }))).toEqual([]);
  });

  it.each<[string, object]>([
    ['a kind that there is not', { codes: [] }],
    ['what every object has', { constructor: ['email'] }],
    ['a means that there is not', { newAppointment: ['pigeon'] }],
    ['a means twice', { newAppointment: ['email', 'email'] }],
    ['no list', { newAppointment: 'email' }],
  ])('cannot be said of %s', (_, notifications) => {
    expect(profileFaults(aBusiness({ notifications: notifications as Notifications }))).toEqual([
      'notifications',
    ]);
  });

  it('an owner who chose not to hear has missed nothing, one whose address is gone has', () => {
    const suppressed = (because: string) => isUnheard({ state: 'suppressed', because } as never);

    expect(suppressed(NOT_WANTED)).toBe(false);
    expect(suppressed('address_bounced')).toBe(true);
  });
});
