import { AppointmentId } from '../../functions/contracts/ids.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import type { Operation } from './api-document.ts';
import { describedBusiness, PASSWORD } from './people.ts';

/** Ids that exist, which a valid request names. */
export type ApiIds = {
  readonly businessId: string;
  readonly personId: string;
  readonly callId: string;
  readonly appointmentId: string;
  readonly customerId: string;
  /** An appointment as it was made, where the other one is moved first. */
  readonly unmovedAppointmentId?: string;
  /** An operator who is not the one that asks. */
  readonly operatorId?: string;
  readonly partnerId?: string;
  readonly keyId?: string;
  /** A business that the partner who asks has opened. */
  readonly partnerBusinessId?: string;
  /** An endpoint of the partner who asks, and something that was sent there. */
  readonly endpointId?: string;
  /** One that may go. */
  readonly spareEndpointId?: string;
  readonly deliveryId?: string;
  /** Codes that were sent and would be taken, by what they are for. */
  readonly codes?: Readonly<
    Record<'signUp' | 'reset' | 'invitation' | 'operatorInvitation' | 'operatorReset', Sent>
  >;
};

type Sent = { readonly email: string; readonly code: string };

export type Example = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | undefined;
};

const MAIL = 'walker@people.example';
const NONE: Sent = { email: MAIL, code: '12345678' };

const SENDER = {
  legalName: 'Apex Heating LLC',
  displayName: 'Apex Heating & Air',
  ein: '123456789',
  street: '100 Congress Ave',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
  phone: '+15125550199',
  email: MAIL,
  vertical: 'CONSTRUCTION',
};

const BODIES: Readonly<Record<string, (ids: ApiIds) => Readonly<Record<string, unknown>>>> = {
  signUp: () => ({ email: MAIL, name: 'Wanda Walker' }),
  confirmSignUp: ({ codes }) => ({ ...(codes?.signUp ?? NONE), password: PASSWORD }),
  forgetPassword: () => ({ email: MAIL }),
  resetPassword: ({ codes }) => ({ ...(codes?.reset ?? NONE), password: PASSWORD }),
  signIn: () => ({ email: MAIL, password: PASSWORD }),
  answerTotp: () => ({ challenge: 'bm8gY2hhbGxlbmdl', code: '123456' }),
  refreshSession: () => ({ refreshToken: 'no-token-of-anybody' }),
  finishTotp: () => ({ code: '123456' }),
  openBusiness: () => describedBusiness(MAIL),
  inviteMember: () => ({ email: 'invited@people.example', role: 'staff' }),
  acceptInvitation: ({ businessId, codes }) => ({
    businessId,
    ...(codes?.invitation ?? NONE),
    name: 'Wanda Walker',
    password: PASSWORD,
  }),
  changeRole: () => ({ role: 'staff' }),
  acceptOperatorInvitation: ({ codes }) => ({ ...(codes?.operatorInvitation ?? NONE), password: PASSWORD }),
  forgetOperatorPassword: () => ({ email: MAIL }),
  resetOperatorPassword: ({ codes }) => ({ ...(codes?.operatorReset ?? NONE), password: PASSWORD }),
  signInOperator: () => ({ email: MAIL, password: PASSWORD }),
  answerOperatorTotp: () => ({ challenge: 'bm8gY2hhbGxlbmdl', code: '123456' }),
  refreshOperatorSession: () => ({ refreshToken: 'no-token-of-anybody' }),
  inviteOperator: () => ({ email: 'colleague@operators.example', name: 'Wanda Walker' }),
  setOperatorState: () => ({ state: 'disabled' }),
  setPersonState: () => ({ state: 'disabled' }),
  createPartner: () => ({ name: 'Trade Desk', email: 'desk@partner.example' }),
  issuePartnerKey: () => ({ label: 'server', scopes: ['usage:read'], endsAt: '2027-11-01T00:00:00Z' }),
  rotatePartnerKey: () => ({ oldEndsAt: '2026-12-08T00:00:00Z' }),
  openBusinessForOwner: () => ({ ...describedBusiness(MAIL), externalId: 'crm-4711' }),
  createWebhookEndpoint: () => ({
    url: 'http://127.0.0.1:9/webhooks',
    events: ['business.live', 'business.onboarding.progressed'],
  }),
  makeAppointment: () => ({
    service: 'Furnace repair',
    startsAt: '2026-12-08T16:00:00Z',
    outsideHours: true,
    customer: { name: 'Wanda Walker', phone: '+15125550147' },
  }),
  moveAppointment: () => ({ startsAt: '2026-12-08T18:00:00Z', outsideHours: true, version: 1 }),
  cancelAppointment: () => ({ version: 1, reason: 'customer_asked' }),
  holdRecording: () => ({ held: true, reason: 'A customer has complained' }),
  markCall: () => ({ mark: 'spam' }),
  rateCall: () => ({ rating: 'bad', words: 'It did not ask for the floor' }),
  contestFee: () => ({ reason: 'not_a_customer', words: 'A neighbour who tried it out' }),
  decideContest: () => ({ decision: 'grant', words: 'We listened to the call.' }),
  rollbackAgent: () => ({ number: 2 }),
  rehearse: () => ({
    turns: [
      { kind: 'spoken', by: 'caller', words: 'My furnace stopped.' },
      { kind: 'tool', id: 'tool_1', name: 'lookup_availability', asked: '{}', answered: '{"ok":true}' },
    ],
  }),
  suspendBusiness: () => ({ state: 'suspended' }),
  closeBusiness: () => ({ ends: 'period-end' }),
  suspendForOwner: () => ({ state: 'suspended' }),
  closeForOwner: () => ({ ends: 'period-end' }),
  confirmProfile: () => ({ zone: 'America/Chicago', areaCode: '512' }),
  sendPhoneCode: () => ({ by: 'text' }),
  provePhone: () => ({ code: '12345' }),
  confirmServices: () => ({ settingsVersion: 0 }),
  chooseArea: () => ({ areaCode: '737' }),
  registerTexting: () => SENDER,
  provePin: () => ({ pin: '123456' }),
  forwardCalls: () => ({ carrier: 'verizon' }),
  sendPhoneCodeForOwner: () => ({ by: 'text' }),
  provePhoneForOwner: () => ({ code: '12345' }),
  chooseAreaForOwner: () => ({ areaCode: '737' }),
  registerTextingForOwner: () => SENDER,
  provePinForOwner: () => ({ pin: '123456' }),
  forwardCallsForOwner: () => ({ carrier: 'verizon' }),
  changeBusiness: () => ({
    ...describedBusiness(MAIL),
    startEveryMinutes: 30,
    noticeMinutes: 90,
    horizonDays: 30,
    greeting: 'Howdy, this is Apex.',
    notifications: { newAppointment: ['email'] },
    jobValueCents: 45_000,
    settingsVersion: 0,
  }),
};

const QUERY: Readonly<Record<string, string>> = {
  limit: '10',
  month: '2026-11',
  from: '2026-11-01T00:00:00Z',
  until: '2026-12-31T00:00:00Z',
};

const QUERIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  showInsights: { from: '2026-11-01', until: '2026-12-01' },
  explainTime: { serviceId: 'furnace-repair', start: '2026-12-01T15:00:00Z' },
  listFreeTimes: { service: 'Furnace repair', from: '2026-12-01T00:00:00Z', until: '2026-12-08T00:00:00Z' },
};

/** Ids that a path means otherwise than by its name. */
const ofPartner = ({ partnerBusinessId, businessId }: ApiIds) => ({
  businessId: partnerBusinessId ?? businessId,
});
const feeOf = ({ appointmentId }: ApiIds) => ({
  feeId: derivedIds(hashing).fee(AppointmentId.parse(appointmentId)),
});
const PATHS: Readonly<Record<string, (ids: ApiIds) => Readonly<Record<string, string>>>> = {
  contestFee: feeOf,
  decideContest: feeOf,
  withdrawInvitation: () => ({ invitationId: 'inv_nobodyinvited' }),
  showExport: () => ({ exportId: 'exp_nobodyasked1' }),
  leaveOut: () => ({ step: 'forwarding' }),
  retryStep: () => ({ step: 'number' }),
  leaveOutForOwner: (ids) => ({ ...ofPartner(ids), step: 'forwarding' }),
  retryStepForOwner: (ids) => ({ ...ofPartner(ids), step: 'number' }),
  ...Object.fromEntries(
    [
      ...['sendPhoneCode', 'provePhone', 'openCheckout', 'chooseArea', 'registerTexting', 'textPin'],
      ...['provePin', 'forwardCalls'],
    ].map((route) => [`${route}ForOwner`, ofPartner]),
  ),
  showPartnerBusiness: ofPartner,
  deleteWebhookEndpoint: ({ spareEndpointId, endpointId }) => ({
    endpointId: spareEndpointId ?? endpointId ?? '',
  }),
  setOperatorState: ({ operatorId, personId }) => ({ personId: operatorId ?? personId }),
  cancelAppointment: ({ unmovedAppointmentId, appointmentId }) => ({
    appointmentId: unmovedAppointmentId ?? appointmentId,
  }),
};

/** A request to a route that has nothing wrong with it. Throws for a route with a body or a path that nobody described. */
export const exampleOf = (operation: Operation, ids: ApiIds): Example => {
  const body = BODIES[operation.id]?.(ids);
  if ((operation.body === undefined) !== (body === undefined))
    throw new Error(`test/support/api-examples.ts has no example of ${operation.id}'s body`);
  const path = Object.fromEntries(
    operation.pathNames.map((name) => {
      const value = ({ ...ids, ...PATHS[operation.id]?.(ids) } as Readonly<Record<string, unknown>>)[name];
      if (typeof value !== 'string') throw new Error(`test/support/api-examples.ts has no ${name}`);
      return [name, value];
    }),
  );
  const query = { ...QUERY, ...QUERIES[operation.id] };
  const asked = operation.queryNames.filter((name) => name in query);
  return { path, query: Object.fromEntries(asked.map((name) => [name, String(query[name])])), body };
};

/** Path and query as they stand in the request line. */
export const addressOf = (
  operation: Pick<Operation, 'at'>,
  { path, query }: Pick<Example, 'path' | 'query'>,
): string => {
  const place = operation.at.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const search = new URLSearchParams(query).toString();
  return search ? `${place}?${search}` : place;
};
