import { expect } from 'vitest';
import type { ExportId } from '../../functions/contracts/ids.ts';
import { claimed, closed, newClosing } from '../../functions/domain/leaving/closing.ts';
import { closedOnboarding, closingOnboarding } from '../../functions/domain/leaving/closing-onboarding.ts';
import type { Suspension } from '../../functions/domain/leaving/suspension.ts';
import { newOnboarding } from '../../functions/domain/onboarding/progress.ts';
import { AT } from './audited-business.ts';
import type { DecisionExample } from './decisions.ts';

const NOW = Date.parse(AT);
const NO_NAMES = { agentIds: [], numbers: [], orderIds: [], brandIds: [], campaignIds: [] };
const somebody = expect.stringMatching(/^person:/);

/** What is decided of a business that is suspended, or that leaves. */
export const LEAVING_DECISIONS = [
  {
    name: 'a business that is suspended',
    expected: { what: 'business.suspended', from: 'served', to: 'suspended', actor: somebody },
    prepare: async ({ suspensions, businessId, member }) => {
      const to: Suspension = { v: 1, businessId, version: 1, state: 'suspended', since: AT };
      return () => suspensions.move(undefined, to, `person:${member.personId}`, undefined);
    },
  },
  {
    name: 'a business that is served again',
    expected: { what: 'business.resumed', from: 'suspended', to: 'served', actor: somebody },
    prepare: async ({ suspensions, businessId, member }) => {
      const from: Suspension = { v: 1, businessId, version: 1, state: 'suspended', since: AT };
      await suspensions.move(undefined, from, `person:${member.personId}`, undefined);
      const to: Suspension = { ...from, version: 2, state: 'served' };
      return () => suspensions.move(from, to, `person:${member.personId}`, undefined);
    },
  },
  {
    name: 'a business that is to be closed',
    expected: { what: 'business.closing', to: 'now', actor: somebody },
    prepare: async ({ closings, businessId, member }) => {
      const to = closingOnboarding(newOnboarding(businessId, NOW));
      const closing = newClosing(businessId, 'now', NOW);
      return () => closings.begin(closing, { from: undefined, to }, `person:${member.personId}`);
    },
  },
  {
    name: 'a business that is closed',
    expected: { what: 'business.closed', from: 'closing', to: 'closed', actor: 'system' },
    prepare: async ({ closings, businessId, member }) => {
      const from = closingOnboarding(newOnboarding(businessId, NOW));
      const begun = newClosing(businessId, 'now', NOW);
      await closings.begin(begun, { from: undefined, to: from }, `person:${member.personId}`);
      const at = claimed(begun, NOW);
      await closings.move(begun, at);
      return () =>
        closings.finish({ from: at, to: closed(at, NOW) }, { from, to: closedOnboarding(from) }, NO_NAMES);
    },
  },
  {
    name: 'an archive of all that a business has',
    expected: { what: 'business.exported', to: 'requested', actor: somebody },
    prepare: async ({ exports, businessId, member }) => {
      const id = 'exp_archive1' as ExportId;
      const wanted = { v: 1, id, businessId, version: 1, state: 'requested', askedAt: AT } as const;
      return () => exports.ask(wanted, `person:${member.personId}`);
    },
  },
] as const satisfies readonly DecisionExample[];
