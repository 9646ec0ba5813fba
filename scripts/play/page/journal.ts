import type { Effect } from '../watch-effects.ts';

/** What the page shows, in the order in which it happened. */
export type Shown =
  | { readonly kind: 'said'; readonly who: 'agent' | 'caller'; readonly text: string }
  | { readonly kind: 'tool'; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'effect'; readonly of: Effect['of'] | 'record'; readonly text: string }
  /** What a button does, and what came of it. */
  | { readonly kind: 'deed'; readonly text: string }
  | { readonly kind: 'standing'; readonly text: string; readonly holds: boolean }
  | { readonly kind: 'phone'; readonly isUp: boolean; readonly examples: readonly string[] }
  | { readonly kind: 'stripe'; readonly isDown: boolean };

export type Entry = Shown & { readonly id: number };

/** So much is told to a page that opens later. */
const KEPT = 400;

export type Journal = {
  add(shown: Shown): void;
  /** Tells of everything after that entry, what there is at once. Answers how to stop. */
  follow(after: number, onEntry: (entry: Entry) => void): () => void;
  /** Whether somebody follows. */
  isRead(): boolean;
};

export const createJournal = (): Journal => {
  const entries: Entry[] = [];
  const readers = new Set<(entry: Entry) => void>();
  let last = 0;
  return {
    add(shown) {
      last += 1;
      const entry = { ...shown, id: last };
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      for (const read of readers) read(entry);
    },
    follow(after, onEntry) {
      for (const entry of entries) if (entry.id > after) onEntry(entry);
      readers.add(onEntry);
      return () => void readers.delete(onEntry);
    },
    isRead: () => readers.size > 0,
  };
};
