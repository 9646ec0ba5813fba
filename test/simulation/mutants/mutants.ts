import { bookingMutants } from './bookings.ts';
import { chainMutants } from './chains.ts';
import { customerMutants } from './customers.ts';
import { eventMutants } from './events.ts';
import { feeMutants } from './fees.ts';
import { limitMutants } from './limits.ts';
import type { Mutant } from './mutant.ts';
import { onboardingMutants, serviceMutants } from './onboarding.ts';
import { ownAppointmentMutants } from './own-appointments.ts';
import { apiMutants, peopleMutants, teamMutants } from './people.ts';
import { ruleMutants } from './rules.ts';
import { textMutants } from './texts.ts';

/** Bugs as people write them, each in one place. A promise that none of them breaks is not checked by anything. */
export const mutants: readonly Mutant[] = [
  ...bookingMutants,
  ...ownAppointmentMutants,
  ...feeMutants,
  ...textMutants,
  ...limitMutants,
  ...customerMutants,
  ...eventMutants,
  ...ruleMutants,
  ...peopleMutants,
  ...teamMutants,
  ...apiMutants,
  ...chainMutants,
  ...onboardingMutants,
  ...serviceMutants,
];
