import { useMutation } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { businessQuery, useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { type Faults, refusedFields } from '../../ui/faults.ts';
import { notify } from '../../ui/notify.ts';
import { useFaults } from '../../ui/use-faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { afterSave, type Editing } from './after-save.ts';
import { type Business, ChangedMeanwhile, type Changes, isSame, saveSettings } from './save-settings.ts';

/** How a section is edited: what is typed in it, and what of that is sent. */
export type Part<Draft> = {
  readonly take: (business: Business) => Draft;
  readonly changes: (draft: Draft) => Changes;
  readonly faults?: (draft: Draft) => Faults;
};

/**
 * What somebody edits of a business. It begins as a copy, and what others change meanwhile changes neither that copy nor
 * what is typed; while nothing is typed it follows what is there.
 */
export const useSectionDraft = <Draft>({ take, changes, faults: check = () => ({}) }: Part<Draft>) => {
  const { owner, queries } = useMeans();
  const { app, businessFields } = useMessages();
  const businessId = useBusinessId();
  const query = businessQuery({ owner }, businessId);
  const now = useBusiness();
  const [editing, setEditing] = useState<Editing<Draft>>();
  const wrong = useFaults(check);
  const lost = useRef<Changes[]>([]);
  const shownOf = (business: Business) => changes(take(business));
  const isDirty = editing !== undefined && !isSame(changes(editing.draft), shownOf(editing.base));

  const save = useMutation({
    mutationFn: ({ base, draft }: Editing<Draft>) =>
      saveSettings({
        send: (settingsVersion, sent) =>
          owner.changeBusiness({ path: { businessId }, body: { ...sent, settingsVersion } }),
        read: () => queries.fetchQuery({ ...query, staleTime: 0, retry: false }),
        shownOf,
        mayBeOurs: lost.current,
        onMayHaveArrived: (sent) => lost.current.push(sent),
      })(base, changes(draft)),
    onError: (error) => wrong.show(refusedFields(error, businessFields.refused)),
    onSuccess: async (business, sent) => {
      lost.current = [];
      queries.setQueryData(query.queryKey, business);
      setEditing(afterSave(changes)(business, sent.draft));
      notify(app.saved);
      await Promise.all(
        ['settings', 'agent', 'overview', 'audit'].map((topic) =>
          queries.invalidateQueries({ queryKey: [businessId, topic] }),
        ),
      );
    },
  });

  useBlocker({
    shouldBlockFn: () => isDirty && !window.confirm(app.unsaved),
    enableBeforeUnload: () => isDirty,
  });

  const draft = editing?.draft ?? take(now);
  const submit = (from: Editing<Draft>): void => {
    if (!wrong.find(from.draft)) save.mutate(from);
  };
  return {
    now,
    draft,
    isDirty,
    isSaving: save.isPending,
    /** Why it was not saved, where that is no other's change. */
    error: save.error instanceof ChangedMeanwhile ? null : save.error,
    /** What somebody else has made of it meanwhile. */
    theirs: save.error instanceof ChangedMeanwhile ? save.error.theirs : undefined,
    faults: wrong.faults,
    attempt: wrong.attempt,
    change: (next: Draft): void => {
      wrong.changed(next);
      setEditing({ base: editing?.base ?? now, draft: next });
    },
    save: (): void => submit(editing ?? { base: now, draft }),
    /** Knowing what somebody else has made of it. */
    saveOnTop: (theirs: Business): void => {
      const onto = { base: theirs, draft };
      setEditing(onto);
      submit(onto);
    },
    discard: (): void => {
      setEditing(undefined);
      wrong.forget();
      save.reset();
    },
  };
};

export type Drafted<Draft> = ReturnType<typeof useSectionDraft<Draft>>;
