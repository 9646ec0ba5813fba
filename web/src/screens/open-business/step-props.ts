import type { Faults } from '../../ui/faults.ts';
import type { OpenDraft } from './open-draft.ts';

/** What each step of describing a business works with. */
export type StepProps = {
  readonly draft: OpenDraft;
  readonly change: (part: Partial<OpenDraft>) => void;
  readonly faults: Faults;
};
