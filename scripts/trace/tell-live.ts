import type { Telling } from './moment.ts';
import { because } from './wording.ts';

/** The words for lines of the live channel and of what was recorded. */
export const LIVE_KINDS: Readonly<Record<string, Telling>> = {
  'live.opened': () => ({ who: 'web', what: 'opened the live channel', weight: 'machinery' }),
  'live.closed': () => ({ who: 'web', what: 'closed the live channel', weight: 'machinery' }),
  'live.refused': ({ fields }) => ({
    who: 'web',
    what: `came to the live channel and was refused: ${String(fields.code)}`,
    weight: 'plain',
  }),
  'live.lost': ({ fields }) => ({
    who: 'live channel',
    what: `lost a message${because(fields.because)}: the page notices the gap and asks again`,
    weight: 'machinery',
  }),
  'live.not-closed': ({ fields }) => ({
    who: 'live channel',
    what: `could not close a connection${because(fields.because)}: it is told nothing more`,
    weight: 'machinery',
  }),
  'recording.held-back': () => ({
    who: 'storage',
    what: 'kept a recording that is held when the business was erased',
    weight: 'plain',
  }),
};
