import { apiSignIn } from './api-sign-in.ts';
import { createSession, type Session } from './session.ts';

/** The session of this browser. Its token is asked for at once: whatever a page asks of the API waits for that. */
export const browserSession = (): Session => {
  const session = createSession({
    signIn: apiSignIn(),
    storage: localStorage,
    locks: navigator.locks,
    now: () => Date.now(),
  });
  // Whoever needs it asks for it again, and hears then why it is not there.
  session.freshToken().catch(() => undefined);
  return session;
};
