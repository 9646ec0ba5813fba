/** How what takes a while ends, from now on. */
export type Verdicts = {
  readonly order: 'success' | 'failure';
  readonly brand: 'VERIFIED' | 'UNVERIFIED' | 'REGISTRATION_FAILED';
  readonly campaign: 'accepted' | 'rejected';
  readonly assignment: 'ASSIGNED' | 'FAILED_ASSIGNMENT';
  /** What is given as the reason of the bad ones. */
  readonly reason: string;
};

export const goodVerdicts: Verdicts = {
  order: 'success',
  brand: 'VERIFIED',
  campaign: 'accepted',
  assignment: 'ASSIGNED',
  reason: 'The registry did not find what was given.',
};

/** How long it takes, in milliseconds. */
export type Pace = {
  readonly order: number;
  readonly brand: number;
  /** Until the text with a PIN has reached the phone. */
  readonly pin: number;
  /** Until the first review has passed, and as long again until the carriers have agreed. */
  readonly campaign: number;
  readonly assignment: number;
};

/** Days in the world, and nobody at this machine waits for days: long enough to be seen as a state of its own. */
export const quickPace: Pace = { order: 250, brand: 400, pin: 200, campaign: 400, assignment: 250 };
