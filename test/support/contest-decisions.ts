import { expect } from 'vitest';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { ContestRule } from '../../functions/contracts/contest.ts';
import { claimed, decided, givenBack, newContest } from '../../functions/domain/contest/contest.ts';
import { AT, type AuditedBusiness } from './audited-business.ts';
import type { DecisionExample } from './decisions.ts';

const NOW = Date.parse(AT);
const OPERATOR = PersonId.parse('00000000-0000-4000-8000-0000000000aa');
const NOTHING_KNOWN = { isTestCall: false, isOwnersCall: false };

const contested = ({ fee, member }: AuditedBusiness, rule: ContestRule) =>
  newContest(fee, { reason: 'other', words: 'A neighbour', by: member.personId }, NOTHING_KNOWN, rule, NOW);

/** What is decided of fees that their owners say are not due. */
export const CONTEST_DECISIONS = [
  {
    name: 'a fee that is contested',
    expected: { what: 'fee.contested', to: 'granted', actor: expect.stringMatching(/^person:/) },
    prepare: async (of) => {
      await of.book();
      const contest = contested(of, 'within_allowance');
      return () => of.contests.open(contest, { fee: of.fee, allowanceOf: '2026-11' });
    },
  },
  {
    name: 'a contest that an operator decides',
    expected: {
      what: 'contest.decided',
      from: 'in_review',
      to: 'refused',
      actor: expect.stringMatching(/^operator:/),
    },
    prepare: async (of) => {
      await of.book();
      const contest = contested(of, 'needs_review');
      await of.contests.open(contest, { fee: of.fee });
      const to = decided(contest, { state: 'refused', as: 'operator', at: AT, by: OPERATOR, words: 'No' });
      return () => of.contests.decide(contest, to, `operator:${OPERATOR}`);
    },
  },
  {
    name: 'a contest of a business that has left',
    expected: { what: 'contest.decided', from: 'in_review', to: 'granted', actor: 'system' },
    prepare: async (of) => {
      await of.book();
      const contest = contested(of, 'needs_review');
      await of.contests.open(contest, { fee: of.fee });
      const to = decided(contest, { state: 'granted', as: 'closing', at: AT });
      return () => of.contests.decide(contest, to, 'system');
    },
  },
  {
    name: 'a contested fee that has gone back',
    expected: { what: 'fee.given-back', from: 'granted', to: 'given_back', actor: 'system' },
    prepare: async (of) => {
      await of.book();
      const contest = contested(of, 'within_allowance');
      await of.contests.open(contest, { fee: of.fee });
      const mine = claimed(contest, NOW);
      await of.contests.move(contest, mine);
      const back = { how: 'credited', cents: 5000, creditNoteId: `cn_${of.serial}`, at: AT } as const;
      return () => of.contests.finish(mine, givenBack(mine, back));
    },
  },
] as const satisfies readonly DecisionExample[];
