import type { PartnerEventName } from '../../contracts/api/partner-webhooks.ts';
import type { OnboardingAdvanced } from '../../contracts/events.ts';
import type { EndpointId, EventId } from '../../contracts/ids.ts';
import type { PartnerBusiness } from '../partner/partner.ts';
import type { Told } from './delivery.ts';

const STATES: Readonly<Record<string, PartnerEventName>> = {
  live: 'business.live',
  suspended: 'business.suspended',
  closed: 'business.closed',
};

/** As Standard Webhooks advises: what happened, when, and what of. */
const bodyOf = (type: Told['type'], timestamp: string, data: object): string =>
  JSON.stringify({ type, timestamp, data });

/** What a partner is told when a business of theirs has come on: ids, steps, states and codes, and nothing of a person. */
export const partnerEvent = (
  { id: eventId, at, correlationId, step, state, because }: OnboardingAdvanced,
  { businessId, externalId }: PartnerBusiness,
): Told & { readonly type: PartnerEventName } => {
  const ofBusiness = step === 'business' && Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  const type = ofBusiness ?? 'business.onboarding.progressed';
  const which = { businessId, externalId };
  const data = ofBusiness ? { ...which, problem: because } : { ...which, step, state, problem: because };
  return { eventId, type, at, correlationId, body: bodyOf(type, at, data) };
};

/** What a partner tries an endpoint out with. */
export const trialEvent = (eventId: EventId, endpointId: EndpointId, at: string): Told => ({
  eventId,
  type: 'webhook.test',
  at,
  body: bodyOf('webhook.test', at, { endpointId }),
});
