import { useCallback, useState } from 'react';

const read = <T>(name: string): Partial<T> => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '{}');
    return kept !== null && typeof kept === 'object' ? (kept as Partial<T>) : {};
  } catch {
    return {};
  }
};

/**
 * What somebody is typing, kept in this tab over reloads, a sign-in and the way to another page and back, until it is
 * forgotten. `name`: of what is typed and whose it is.
 */
export const useDraft = <T extends object>(name: string, initial: () => T) => {
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
