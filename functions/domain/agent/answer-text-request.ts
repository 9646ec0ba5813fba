import { AppointmentId } from '../../contracts/ids.ts';
import type { SendBookingSmsArguments, ToolAnswer, ToolRequest } from '../../contracts/tools.ts';
import type { Businesses } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { type RequestDeps, requestConfirmation } from '../text/request-confirmation.ts';
import { checkBelongs } from './check-belongs.ts';

/**
 * The caller wants the confirmation as a text: consent is recorded and the text asked for, to the customer of that
 * appointment and nobody else. It is the same text that the booking asked for.
 */
export const answerTextRequest = (deps: RequestDeps & { readonly businesses: Businesses }) => {
  const request = requestConfirmation(deps);
  return async ({ businessId, call, wish }: ToolRequest<SendBookingSmsArguments>): Promise<ToolAnswer> => {
    const business = await deps.businesses.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    checkBelongs(business, call);
    const appointmentId = AppointmentId.safeParse(wish.booking_id);
    if (!appointmentId.success) throw new Refusal('appointment_not_found');
    await request({ businessId, appointmentId: appointmentId.data, callId: call.id, consented: true });
    return { ok: true, queued: true, say: 'I am texting you the details now.' };
  };
};
