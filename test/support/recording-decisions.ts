import { expect } from 'vitest';
import type { Feedback } from '../../functions/domain/remark/remark.ts';
import { AT } from './audited-business.ts';
import type { DecisionExample } from './decisions.ts';

const somebody = expect.stringMatching(/^person:/);

/** What people decide of a call: what it was, how it went, and what is kept of it. */
export const RECORDING_DECISIONS = [
  {
    name: 'a call that somebody listens to',
    expected: { what: 'recording.played', actor: somebody },
    prepare: async ({ listening, recording, member }) => {
      return () => listening.note(recording, `person:${member.personId}`, AT);
    },
  },
  {
    name: 'a recording that is held',
    expected: { what: 'recording.held', from: 'not held', to: 'held', actor: somebody },
    prepare: async ({ holds, recorded, recording, member }) => {
      await recorded();
      const hold = { ...recording, v: 1, version: 1, isHeld: true, reason: 'a dispute', since: AT } as const;
      return () => holds.move(undefined, hold, `person:${member.personId}`);
    },
  },
  {
    name: 'a recording that is held no more',
    expected: { what: 'recording.released', from: 'held', to: 'not held', actor: somebody },
    prepare: async ({ holds, recorded, recording, member }) => {
      await recorded();
      const hold = { ...recording, v: 1, version: 1, isHeld: true, reason: 'a dispute', since: AT } as const;
      await holds.move(undefined, hold, `person:${member.personId}`);
      const to = { ...hold, version: 2, isHeld: false };
      return () => holds.move(hold, to, `person:${member.personId}`);
    },
  },
  {
    name: 'a call that is called spam',
    expected: { what: 'call.marked', from: 'none', to: 'spam', actor: somebody },
    prepare: async ({ remarks, recorded, recording, member }) => {
      await recorded();
      const to = { ...recording, v: 1, version: 1, mark: 'spam' } as const;
      const told = { what: 'call.marked', by: `person:${member.personId}`, at: AT } as const;
      return () => remarks.move({ from: undefined, to, ...told });
    },
  },
  {
    name: 'a call that went badly',
    expected: { what: 'call.rated', from: 'none', to: 'bad', actor: somebody },
    prepare: async ({ remarks, recorded, recording, member }) => {
      await recorded();
      const feedback: Feedback = { rating: 'bad', isDone: false, at: AT };
      const to = { ...recording, v: 1, version: 1, feedback } as const;
      const told = { what: 'call.rated', by: `person:${member.personId}`, at: AT } as const;
      return () => remarks.move({ from: undefined, to, ...told });
    },
  },
] as const satisfies readonly DecisionExample[];
