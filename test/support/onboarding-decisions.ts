import { expect } from 'vitest';
import { confirmed, given, newOnboarding } from '../../functions/domain/onboarding/progress.ts';
import { AT } from './audited-business.ts';
import type { DecisionExample } from './decisions.ts';

/** What is decided on the way to a line. */
export const ONBOARDING_DECISIONS = [
  {
    name: 'a step that an owner says something of',
    expected: {
      what: 'onboarding.changed',
      from: 'waiting',
      to: 'done',
      actor: expect.stringMatching(/^person:/),
    },
    prepare: async ({ onboardings, businessId, member }) => {
      const begun = await onboardings.create(newOnboarding(businessId, Date.parse(AT)));
      const wish = { zone: 'America/Chicago', areaCode: '512' };
      const to = confirmed(given(begun, 'profile', wish), 'profile', Date.parse(AT));
      const by = { actor: `person:${member.personId}`, step: 'profile', unlessOwned: false } as const;
      return () => onboardings.move(begun, to, by);
    },
  },
] as const satisfies readonly DecisionExample[];
