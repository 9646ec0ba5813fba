import type { Answers } from '../../contracts/api/answers.ts';
import type { ownerRoutes } from '../../contracts/api/owner.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Calls, TranscriptReader } from '../call/ports.ts';
import { Refusal } from '../errors.ts';
import type { Lists } from '../lists/ports.ts';
import { type Changeable, changeSettings } from './change-settings.ts';
import type { Described, Settings } from './ports.ts';

/** What reaches one business and nobody else's rows and objects. */
type OfBusiness = {
  readonly settings: Settings;
  readonly calls: Pick<Calls, 'find'>;
  readonly lists: Lists;
  readonly transcripts: TranscriptReader;
};

export type OwnerDeps = { readonly of: (business: BusinessId) => Promise<OfBusiness> };

/** As its owner sees it: what Stripe and Retell call it stays with us. */
const seen = (business: Described) => ({
  ...business,
  settingsVersion: business.settingsVersion ?? 0,
  isReachable: business.numbers !== undefined,
  numbers: business.numbers ?? [],
});

const found = <Found>(
  value: Found | undefined,
  code: 'business_not_found' | 'call_not_found' | 'appointment_not_found',
): Found => {
  if (value === undefined) throw new Refusal(code);
  return value;
};

/** What each route of a business's members does. */
export const ownerAnswers = ({ of }: OwnerDeps): Answers<typeof ownerRoutes> => ({
  async showBusiness({ path: { businessId } }) {
    const { settings } = await of(businessId);
    return seen(found(await settings.find(businessId), 'business_not_found'));
  },
  async changeBusiness({ path: { businessId }, body: { settingsVersion, ...changes }, caller, nowMs }) {
    const { settings } = await of(businessId);
    const change = changeSettings(settings);
    return seen(
      await change(businessId, settingsVersion, changes as Partial<Changeable>, caller.personId, nowMs),
    );
  },
  listCalls: async ({ path: { businessId }, query }) => (await of(businessId)).lists.calls(businessId, query),
  async showCall({ path: { businessId, callId } }) {
    const { calls, transcripts } = await of(businessId);
    const call = found(await calls.find(businessId, callId), 'call_not_found');
    const transcript = call.transcriptKey && (await transcripts.read(call.transcriptKey));
    return { ...call, transcript };
  },
  listAppointments: async ({ path: { businessId }, query }) =>
    (await of(businessId)).lists.appointments(businessId, query),
  async showAppointment({ path: { businessId, appointmentId } }) {
    const { lists } = await of(businessId);
    return found(await lists.story(businessId, appointmentId), 'appointment_not_found');
  },
  listFees: async ({ path: { businessId }, query }) => (await of(businessId)).lists.fees(businessId, query),
  listTexts: async ({ path: { businessId }, query }) => (await of(businessId)).lists.texts(businessId, query),
  listAudit: async ({ path: { businessId }, query }) => (await of(businessId)).lists.audit(businessId, query),
});
