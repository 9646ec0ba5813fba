import { useCallback, useState } from 'react';

const read = <T>(name: string): Partial<T> => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '{}');
    return kept !== null && typeof kept === 'object' ? (kept as Partial<T>) : {};
  } catch {
    return {};
  }
};

const DRAFTS = 'cloudgreet.draft.';

/** Everything that was being typed in this tab: nobody is to find what somebody else has. */
export const forgetDrafts = (): void => {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(DRAFTS)) sessionStorage.removeItem(name);
};

/**
 * What somebody is typing, kept in this tab over reloads and the way to another page and back, until it is forgotten or
 * the session ends. `of`: what is typed and whose it is.
 */
export const useDraft = <T extends object>(of: string, initial: () => T) => {
  const name = DRAFTS + of;
  const [draft, setDraft] = useState<T>(() => ({ ...initial(), ...read<T>(name) }));
  const change = useCallback(
    (part: Partial<T>) =>
      setDraft((before) => {
        const after = { ...before, ...part };
        sessionStorage.setItem(name, JSON.stringify(after));
        return after;
      }),
    [name],
  );
  const forget = useCallback(() => sessionStorage.removeItem(name), [name]);
  return { draft, change, forget };
};
