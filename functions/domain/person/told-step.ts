import type { SignInStep } from './ports.ts';

/** A sign-in as its caller hears of it: the session is between Cognito and us. */
export const told = (step: SignInStep) => {
  switch (step.kind) {
    case 'signed-in':
      return { outcome: step.kind, tokens: step.tokens };
    case 'totp-needed':
      return { outcome: step.kind, challenge: step.challenge };
    case 'totp-to-set-up':
      return { outcome: step.kind, challenge: step.challenge, secret: step.secret };
  }
};
