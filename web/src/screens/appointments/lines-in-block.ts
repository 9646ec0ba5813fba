/** How high an hour is drawn. */
export const HOUR_REM = 3.25;

/** How high a line of words in a block is: an hour has room for three. */
export const LINE_REM = 0.9375;

/** What a block loses to its borders and to what keeps it apart from its neighbours, above and below (calendar.css). */
const FRAME_REM = 0.375;

/** How many whole lines of words the block of so many minutes has room for: half a line of another reads as a flaw. */
export const linesInBlock = (minutes: number): number =>
  Math.max(1, Math.floor(((minutes / 60) * HOUR_REM - FRAME_REM) / LINE_REM));
