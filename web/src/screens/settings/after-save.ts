import { type Business, type Changes, isSame } from './save-settings.ts';

export type Editing<Draft> = { readonly base: Business; readonly draft: Draft };

/** What is still to be saved once something is: what was typed while that was on its way, onto what is there now. */
export const afterSave =
  <Draft>(changes: (draft: Draft) => Changes) =>
  (saved: Business, sent: Draft) =>
  (now: Editing<Draft> | undefined): Editing<Draft> | undefined =>
    now === undefined || isSame(changes(now.draft), changes(sent))
      ? undefined
      : { base: saved, draft: now.draft };
