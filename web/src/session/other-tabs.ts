import { KEPT, type Session } from './session.ts';

/** Hears what other tabs have done to the session that they share. `reload`: loads the page anew. */
export const otherTabs =
  (session: Pick<Session, 'state' | 'lookAgain'>, reload: () => void) =>
  ({ key, newValue }: Pick<StorageEvent, 'key' | 'newValue'>): void => {
    if (key !== KEPT) return;
    // It was ended, and there is one again: somebody else may have come in, who is to see nothing of this page.
    if (newValue === null && session.state().is === 'signed-in') reload();
    else session.lookAgain();
  };
