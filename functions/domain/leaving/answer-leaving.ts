import type { Answers } from '../../contracts/api/answers.ts';
import type { leavingRoutes, operatorLeavingRoutes } from '../../contracts/api/leaving.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { CLOSING_PARTS } from '../../contracts/leaving.ts';
import { Refusal } from '../errors.ts';
import { type BeginDeps, beginClosing } from './begin-closing.ts';
import { type Closing, erasesAt, nextLookAt } from './closing.ts';
import { type SuspendDeps, suspend } from './suspend.ts';

/** What stays when the personal data of a business is gone, and why. */
const KEPT = [
  { what: 'opt-outs', until: 'for ever: whoever wants no texts from this business wants none' },
  { what: 'the record of what was decided, with its chain', until: 'for ever: it names nobody' },
  {
    what: 'booking fees, what was decided of those contested, and invoices',
    until: 'seven years, as tax authorities ask',
  },
  {
    what: 'recordings that an owner holds, and of their calls when they were and how long',
    until: 'an owner lets them go and their time is over',
  },
  { what: 'who was a member', until: 'as long as they have an account: they may read this' },
  { what: 'this certificate', until: 'for ever' },
];

/** What reaches one business. */
export type OfLeaving = BeginDeps & SuspendDeps;
export type LeavingDeps = { readonly of: (business: BusinessId) => Promise<OfLeaving> };

const told = (closing: Closing) => {
  const lookAt = nextLookAt(closing);
  const eraseAt = erasesAt(closing);
  return {
    ...closing,
    open: CLOSING_PARTS.filter((part) => !closing.done.includes(part)),
    looksAgainAt: lookAt === undefined ? undefined : new Date(lookAt).toISOString(),
    erasesAt: eraseAt === undefined ? undefined : new Date(eraseAt).toISOString(),
    kept: KEPT,
    confirmations: closing.entries,
  };
};

const shown = async ({ closings }: OfLeaving, businessId: BusinessId) => {
  const found = await closings.find(businessId);
  if (!found) throw new Refusal('closing_not_found');
  return told(found);
};

/** What each route of leaving does: it writes down what was said, and a worker sees to it. */
export const leavingAnswers = ({ of }: LeavingDeps): Answers<typeof leavingRoutes> => ({
  suspendBusiness: async ({ path: { businessId }, body: { state }, caller, nowMs }) =>
    suspend(await of(businessId))(businessId, state, `person:${caller.personId}`, nowMs),
  closeBusiness: async ({ path: { businessId }, body: { ends }, caller, nowMs }) =>
    told(await beginClosing(await of(businessId))(businessId, ends, `person:${caller.personId}`, nowMs)),
  showClosing: async ({ path: { businessId } }) => shown(await of(businessId), businessId),
});

export const operatorLeavingAnswers = (own: OfLeaving): Answers<typeof operatorLeavingRoutes> => ({
  suspendForOwner: async ({ path: { businessId }, body: { state }, caller, nowMs }) =>
    suspend(own)(businessId, state, `operator:${caller.personId}`, nowMs),
  closeForOwner: async ({ path: { businessId }, body: { ends }, caller, nowMs }) =>
    told(await beginClosing(own)(businessId, ends, `operator:${caller.personId}`, nowMs)),
  inspectClosing: async ({ path: { businessId } }) => shown(own, businessId),
});
