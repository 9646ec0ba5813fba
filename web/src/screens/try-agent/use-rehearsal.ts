import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { useDraft } from '../../ui/use-draft.ts';

type Rehearsal = Awaited<ReturnType<OwnerApi['rehearse']>>;
export type Turn = Rehearsal['turns'][number];

type Kept = {
  readonly turns: readonly Turn[];
  readonly typed: string;
  readonly next: Rehearsal['next'];
  readonly ending: Rehearsal['ending'] | null;
};

const nothing = (): Kept => ({ turns: [], typed: '', next: 'agent', ending: null });

/** A conversation with the agent, which is kept in this tab and nowhere else: what a tool answers is shown as it comes. */
export const useRehearsal = () => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const { draft, change } = useDraft<Kept>(`rehearsal ${businessId}`, nothing);
  // Whoever leaves hears nothing more, and pays for nothing more: what is missing is asked for when they come back.
  const hasLeft = useRef(false);
  useEffect(() => {
    hasLeft.current = false;
    return () => {
      hasLeft.current = true;
    };
  }, []);
  const going = useMutation({
    mutationFn: async (before: readonly Turn[]) => {
      let turns = before;
      for (;;) {
        const moved = await owner.rehearse({ path: { businessId }, body: { turns: [...turns] } });
        if (hasLeft.current) return;
        turns = [...turns, ...moved.turns];
        change({ turns, next: moved.next, ending: moved.ending ?? null });
        if (moved.next !== 'agent') return;
      }
    },
  });
  const { mutate: goOn } = going;

  // What was left in the middle goes on where it was: the agent picks up, or has an answer to give.
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    if (draft.next === 'agent') goOn(draft.turns);
  }, [draft, goOn]);

  return {
    ...draft,
    isThinking: going.isPending,
    error: going.error,
    type: (typed: string) => change({ typed }),
    say(words: string) {
      const turns: readonly Turn[] = [...draft.turns, { kind: 'spoken', by: 'caller', words }];
      change({ turns, typed: '', next: 'agent' });
      goOn(turns);
    },
    retry: () => goOn(draft.turns),
    again() {
      change(nothing());
      goOn([]);
    },
  };
};
