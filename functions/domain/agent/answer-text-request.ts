import { AppointmentId } from '../../contracts/ids.ts';
import type { SendBookingSmsArguments, ToolAnswer, ToolRequest } from '../../contracts/tools.ts';
import type { Business } from '../business/business.ts';
import type { Businesses } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { mayText } from '../text/clearance.ts';
import { type RequestDeps, requestConfirmation } from '../text/request-confirmation.ts';
import type { Text, TextState } from '../text/text.ts';
import { checkBelongs } from './check-belongs.ts';
import { checkInService } from './check-in-service.ts';

/** Asked for already, and will not come any more: nothing may be promised of it. */
const HOPELESS: readonly TextState[] = ['failed', 'uncertain', 'suppressed'];
export const SAY_TEXTING = 'I am texting you the details now.';
const SAY_WITHOUT_TEXT =
  'I could not get a text through to that number. Please note down your confirmation code instead.';
export const SAY_NOT_YET =
  'I cannot send texts for this business just yet. Please note down your confirmation code instead.';

/** Carriers take no text of the business, so that it is held back; it may come much later, or not at all. */
const isHeldBack = ({ state, suppressedBecause }: Text, business: Business): boolean =>
  suppressedBecause === 'not_registered' || (state === 'requested' && !mayText(business));

/**
 * The caller wants the confirmation as a text: consent is recorded and the text asked for, to the customer of that
 * appointment and nobody else. It is the same text that the booking asked for.
 */
export const answerTextRequest = (deps: RequestDeps & { readonly businesses: Businesses }) => {
  const request = requestConfirmation(deps);
  return async (asking: ToolRequest<SendBookingSmsArguments>): Promise<ToolAnswer> => {
    const { businessId, call, wish } = asking;
    const business = await deps.businesses.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    checkBelongs(business, call);
    checkInService(business, asking.nowMs);
    const appointmentId = AppointmentId.safeParse(wish.booking_id);
    if (!appointmentId.success) throw new Refusal('appointment_not_found');
    const asked = { businessId, appointmentId: appointmentId.data, callId: call.id, consented: true };
    const text = await request(asked);
    const { id: textId, state } = text;
    asking.note?.({ appointmentId: asked.appointmentId, textId, textState: state });
    if (isHeldBack(text, business)) return { ok: false, code: 'vendor_refused', say: SAY_NOT_YET };
    if (HOPELESS.includes(state)) return { ok: false, code: 'vendor_refused', say: SAY_WITHOUT_TEXT };
    return { ok: true, queued: true, say: SAY_TEXTING };
  };
};
