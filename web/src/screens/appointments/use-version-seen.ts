import { useState } from 'react';

/**
 * The version that somebody had before them when they chose: what others change meanwhile is refused, and not overwritten
 * unseen. `version`: of what is shown now.
 */
export const useVersionSeen = (version: number) => {
  const [chosenOn, setChosenOn] = useState<number | undefined>(version);
  return {
    seen: chosenOn ?? version,
    /** They choose, by what is shown now. */
    pin: () => setChosenOn(version),
    /** They were told that it is another by now. */
    letGo: () => setChosenOn(undefined),
  };
};
