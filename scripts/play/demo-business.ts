import {
  dynamoBusinessCreation,
  dynamoLineConnection,
} from '../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoClearance } from '../../functions/adapters/dynamodb/text-clearance.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { connectLine } from '../../functions/domain/business/connect-line.ts';
import { createBusiness } from '../../functions/domain/business/create-business.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import type { Card } from '../local/vendors/stripe/cards.ts';
import type { Described, Owner } from './owner.ts';
import type { Place } from './place.ts';
import { DEMO_ZONE, standardOffset } from './zone-time.ts';

export type DemoBusiness = {
  /** Six letters and digits or more: part of every id the business has. */
  readonly key: string;
  readonly name: string;
  /** E.164. */
  readonly number: string;
  readonly card: Card;
};

const SATURDAY = 6;
const WEEKDAYS = [1, 2, 3, 4, 5];
const YEAR = 2026;

/** A heating and cooling company in Austin, open every day, shorter at weekends. */
/** An owner's own telephone, as each has one: a thousand lines above the business's number. */
const ownPhoneOf = (number: string): string => `${number.slice(0, -4)}${1000 + Number(number.slice(-4))}`;

const demoBusiness = ({ key, name, number }: DemoBusiness): Business => ({
  v: 1,
  id: `biz_${key}` as BusinessId,
  name,
  trade: 'hvac',
  address: '410 Pecan St, Austin, TX 78701',
  worksAt: 'customer',
  zone: DEMO_ZONE,
  dayOffsetMinutes: standardOffset(DEMO_ZONE, YEAR),
  hours: [
    ...WEEKDAYS.map((weekday) => ({ weekday, opens: '08:00', closes: '18:00' })),
    { weekday: SATURDAY, opens: '09:00', closes: '14:00' },
    { weekday: 0, opens: '10:00', closes: '14:00' },
  ],
  services: [
    { id: 'furnace-repair', name: 'Furnace repair', durationMinutes: 90 },
    { id: 'ac-repair', name: 'AC repair', durationMinutes: 90 },
    { id: 'ac-tune-up', name: 'AC tune-up', durationMinutes: 60 },
    { id: 'water-heater', name: 'Water heater installation', durationMinutes: 180 },
    { id: 'estimate', name: 'Free estimate', durationMinutes: 30 },
  ],
  crews: [{ id: 'a', name: 'Sam' }],
  startEveryMinutes: 30,
  noticeMinutes: 60,
  horizonDays: 60,
  agentIds: [`agent_${key}`],
  numbers: [number],
  owner: {
    email: `owner+${key}@apexhvac.example`,
    phones: [ownPhoneOf(number)],
    transferNumber: ownPhoneOf(number),
  },
  billing: {
    stripeCustomerId: `cus_${key}`,
    bookingFeeCents: 5000,
    subscription: 'active',
    feesDuringTrial: 'waive',
  },
  messaging: { from: number, messagingProfileId: `profile-${key}` },
  // Carriers have agreed long ago; what it takes until then is shown by a business that comes to its line.
  clearedForTexts: { number, since: `${YEAR}-01-12T15:00:00.000Z` },
});

/** Where a business's number and agent are configured at Retell. */
const addressesOf = (apiUrl: string, id: BusinessId) => ({
  inboundWebhookUrl: `${apiUrl}/voice/${id}/inbound`,
  webhookUrl: `${apiUrl}/webhooks/retell`,
  toolUrl: (name: string) => `${apiUrl}/voice/${id}/tools/${name}`,
});

/** Lets the phone system of this process ring at a business that exists. */
export const connectPhone = ({ retell, address }: Place, business: Business): void => {
  for (const number of business.numbers) {
    retell.addNumber({
      number,
      agentId: String(business.agentIds[0]),
      agentName: `${business.name} - Receptionist`,
      ...addressesOf(address.apiUrl, business.id),
    });
  }
};

const knownToVendors = async ({ vendors }: Place, business: Business, card: Card): Promise<void> => {
  const { billing, messaging, owner, name } = business;
  await Promise.all([
    vendors.addCustomer({ id: billing.stripeCustomerId, name, email: owner.email, card }),
    vendors.addTextNumber(messaging.from, messaging.messagingProfileId),
  ]);
};

/** Creates the business with us and at every vendor, beside the API. A repeat changes nothing. */
export const openBusiness = async (place: Place, wanted: DemoBusiness): Promise<Business> => {
  const business = demoBusiness(wanted);
  await Promise.all([
    knownToVendors(place, business, wanted.card),
    createBusiness({
      businesses: dynamoBusinessCreation(place.table, waiting),
      release: place.release,
    })(business),
  ]);
  connectPhone(place, business);
  return business;
};

/** The same as whoever opens it describes it. */
export const describedDemo = (wanted: DemoBusiness): Described => {
  const { name, trade, address, worksAt, zone, owner, hours, services, crews } = demoBusiness(wanted);
  return { name, trade, address, worksAt, zone, owner, hours, services, crews };
};

/** As the registry of US carriers asks before the first text; its verdict takes seconds here, and days in the world. */
export const senderOf = ({ name, owner }: Described) => ({
  legalName: `${name} LLC`,
  displayName: name,
  ein: '741234567',
  street: '410 Pecan St',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
  phone: String(owner.phones[0]),
  email: owner.email,
  vertical: 'CONSTRUCTION' as const,
});

/** Opens the business through the API, as its owner does, and then gives it the line that onboarding will give it. */
export const openByOwner = async (place: Place, owner: Owner, wanted: DemoBusiness): Promise<Business> => {
  const {
    v: _v,
    id: _id,
    agentIds,
    numbers,
    billing,
    messaging,
    clearedForTexts,
    ...described
  } = demoBusiness(wanted);
  const { dayOffsetMinutes, startEveryMinutes, noticeMinutes, horizonDays, ...asked } = described;
  const { id } = await owner.asks((api) => api.openBusiness({ body: asked, key: `open-${wanted.key}` }));
  const business = { ...demoBusiness(wanted), id };
  await knownToVendors(place, business, wanted.card);
  await connectLine({ lines: dynamoLineConnection(place.table, waiting), release: place.release })(id, {
    agentIds,
    numbers,
    billing,
    messaging,
  });
  if (clearedForTexts)
    await dynamoClearance(place.table).grant(id, clearedForTexts.number, clearedForTexts.since);
  connectPhone(place, business);
  return business;
};
