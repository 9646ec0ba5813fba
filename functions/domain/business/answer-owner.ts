import type { Answers } from '../../contracts/api/answers.ts';
import type { ownerRoutes } from '../../contracts/api/owner.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { agentAnswers } from '../agent/answer-agent.ts';
import type { AgentRecords } from '../agent/ports.ts';
import { type AppointmentDeps, appointmentAnswers, type Diary } from '../appointment/answer-appointments.ts';
import { callAnswers, type OfCalls } from '../call/answer-calls.ts';
import type { Calls } from '../call/ports.ts';
import { contestOf, feeAnswers, type OfFees } from '../contest/answer-contests.ts';
import { seenFee } from '../contest/seen-fee.ts';
import { type CustomerBook, customerAnswers } from '../customer/answer-customers.ts';
import { derivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { exportAnswers, type OfExports } from '../export/answer-exports.ts';
import { figureAnswers } from '../figures/answer-figures.ts';
import type { FigureSources } from '../figures/ports.ts';
import { leavingAnswers, type OfLeaving } from '../leaving/answer-leaving.ts';
import type { CapDeps } from '../limit/count-today.ts';
import { only } from '../lists/only.ts';
import type { Lists } from '../lists/ports.ts';
import { type LiveDeps, liveAnswers } from '../live/issue-ticket.ts';
import type { LiveTickets } from '../live/ports.ts';
import { onboardingAnswers } from '../onboarding/answer-onboarding.ts';
import type { Onboardings, SealPin } from '../onboarding/ports.ts';
import { type RehearsalAnswerDeps, rehearsalAnswers } from '../rehearsal/answer-rehearsals.ts';
import { explanationAnswers } from '../schedule/explain-time.ts';
import type { Schedules } from '../schedule/ports.ts';
import { type BillingDeps, billingAnswers } from '../subscription/answer-billing.ts';
import type { BillingSources } from '../subscription/show-billing.ts';
import { seenText, seenTexts } from '../text/seen-text.ts';
import { usageAnswers } from '../usage/answer-usage.ts';
import { type Changeable, changeSettings } from './change-settings.ts';
import type { Settings } from './ports.ts';
import { seenSettings } from './seen-settings.ts';

/** What reaches one business and nobody else's rows and objects. */
type OfBusiness = Diary &
  CustomerBook &
  OfLeaving &
  OfExports &
  OfFees &
  BillingSources &
  OfCalls & {
    readonly settings: Settings;
    readonly onboardings: Onboardings;
    readonly agentRecords: AgentRecords;
    readonly calls: Pick<Calls, 'find'>;
    readonly lists: Lists;
    readonly schedules: Schedules;
    readonly invoices: FigureSources['invoices'];
    readonly liveTickets: LiveTickets;
  };

export type OwnerDeps = Pick<AppointmentDeps, 'by'> &
  Omit<BillingDeps, 'of'> &
  Pick<LiveDeps, 'liveUrl' | 'nonce'> & {
    readonly of: (business: BusinessId) => Promise<OfBusiness>;
    readonly limits: CapDeps;
    readonly rehearsals: Pick<RehearsalAnswerDeps, 'agent' | 'offerKeys' | 'sayRefused'>;
    readonly seal: SealPin;
  };

const found = <Found>(
  value: Found | undefined,
  code: 'business_not_found' | 'appointment_not_found',
): Found => {
  if (value === undefined) throw new Refusal(code);
  return value;
};

/** What each route of a business's members does. */
export const ownerAnswers = ({
  of,
  by,
  limits,
  seal,
  liveUrl,
  nonce,
  rehearsals,
  ...billing
}: OwnerDeps): Answers<typeof ownerRoutes> => ({
  async showBusiness({ path: { businessId } }) {
    const { settings } = await of(businessId);
    return seenSettings(found(await settings.find(businessId), 'business_not_found'));
  },
  async changeBusiness({ path: { businessId }, body: { settingsVersion, ...changes }, caller, nowMs }) {
    const { settings } = await of(businessId);
    const change = changeSettings(settings);
    return seenSettings(
      await change(businessId, settingsVersion, changes as Partial<Changeable>, caller.personId, nowMs),
    );
  },
  ...agentAnswers({ of, by }),
  ...rehearsalAnswers({ of, by, limits, ...rehearsals }),
  ...onboardingAnswers({ of, limits, seal }),
  ...leavingAnswers({ of }),
  ...exportAnswers({ of, by, limits }),
  ...liveAnswers({ of, by, nonce, liveUrl }),
  ...appointmentAnswers({ of, by }),
  ...explanationAnswers({ of }),
  ...customerAnswers({ of }),
  ...usageAnswers({ of }),
  ...figureAnswers({ of }),
  ...billingAnswers({ of, ...billing }),
  ...callAnswers({ of }),
  async listAppointments({ path: { businessId }, query: { state, ...wanted } }) {
    const page = await (await of(businessId)).lists.appointments(businessId, wanted);
    return only(page, state && (({ status }) => status === state));
  },
  async showAppointment({ path: { businessId, appointmentId }, nowMs }) {
    const { lists, settings, contests } = await of(businessId);
    const [told, described] = await Promise.all([
      lists.story(businessId, appointmentId),
      settings.find(businessId),
    ]);
    const [story, business] = [found(told, 'appointment_not_found'), found(described, 'business_not_found')];
    const { fee } = story;
    const contest = await contestOf(contests, fee);
    const customerId = derivedIds(by).customer(businessId, story.appointment.customer.phone);
    return {
      ...story,
      customerId,
      fee: fee && seenFee(fee, { contest, business, nowMs }),
      texts: seenTexts(story.texts),
    };
  },
  ...feeAnswers({ of, by }),
  async listTexts({ path: { businessId }, query: { state, ...wanted } }) {
    const page = await (await of(businessId)).lists.texts(businessId, wanted);
    const { items, ...rest } = only(page, state && ((text) => text.state === state));
    return { ...rest, items: items.map(seenText) };
  },
  listAudit: async ({ path: { businessId }, query }) => (await of(businessId)).lists.audit(businessId, query),
  judgeAudit: async ({ path: { businessId } }) => (await of(businessId)).lists.auditChain(businessId),
});
