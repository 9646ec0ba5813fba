import type { RowKind } from './row-kinds.ts';

const business = { business: 'biz_' };

/** How a business comes to its line. */
export const ONBOARDING_ROWS = {
  onboarding: {
    what: 'how far a business has come towards answering its phone',
    args: business,
    holds: 'business',
    kept: 'as long as the business',
    due: 'while something is to be done that waits for nobody',
    kb: 1,
  },
  onboardingStep: {
    what: 'one step of it: what was said, what vendors have made, what is wrong',
    args: { ...business, step: '' },
    holds: 'personal',
    kept: 'as long as the business',
    due: 'until the bus has its event',
    kb: 1,
  },
  closing: {
    what: 'how far a business that leaves has come; afterwards what each vendor has confirmed to be gone',
    args: business,
    holds: 'business',
    kept: 'for ever: it is the certificate',
    due: 'until there is nothing left, and once more when its data is deleted',
    kb: 1,
  },
  export: {
    what: 'an archive of all that the business has: whether it is ready, and how many lines each list has',
    args: { ...business, its: 'exp_' },
    holds: 'business',
    kept: 'as long as the business',
    due: 'until it is ready',
    kb: 1,
  },
  suspension: {
    what: 'whether somebody has suspended the business, and since when',
    args: business,
    holds: 'business',
    kept: 'as long as the business',
    due: 'until the bus has its event',
    kb: 1,
  },
} as const satisfies Readonly<Record<string, RowKind>>;
