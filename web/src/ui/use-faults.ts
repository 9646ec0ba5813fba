import { useState } from 'react';
import type { Faults } from './faults.ts';

const NONE: Faults = {};

/**
 * What is wrong with a draft that somebody wanted to send. Nothing is called wrong before that, and each fault goes as soon
 * as it is put right; one that only the API has found goes with whatever is changed.
 */
export const useFaults = <Draft>(check: (draft: Draft) => Faults) => {
  const [{ faults, attempt }, setFound] = useState({ faults: NONE, attempt: 0 });
  const show = (found: Faults): void =>
    setFound((before) => ({ faults: found, attempt: before.attempt + 1 }));
  return {
    faults,
    /** Another number for each attempt to send: for whoever leads people to the first fault then, and not while they type. */
    attempt,
    /** Looks the draft through; answers whether anything is wrong with it. */
    find: (draft: Draft): boolean => {
      const found = check(draft);
      show(found);
      return Object.keys(found).length > 0;
    },
    show,
    changed: (draft: Draft): void => {
      if (faults === NONE) return;
      const left = check(draft);
      setFound((before) => ({
        ...before,
        faults: Object.fromEntries(Object.entries(left).filter(([path]) => path in before.faults)),
      }));
    },
    forget: (): void => setFound((before) => ({ ...before, faults: NONE })),
  };
};
