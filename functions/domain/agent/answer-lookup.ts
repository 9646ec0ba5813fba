import type { LookupAvailabilityArguments, ToolAnswer, ToolRequest } from '../../contracts/tools.ts';
import type { LookupDeps } from '../schedule/lookup-availability.ts';
import { lookupAvailability, offered } from '../schedule/lookup-availability.ts';
import { saySlots } from '../schedule/say-slots.ts';

/** Free times, as the agent tells them. One Query. */
export const answerLookup = (deps: LookupDeps) => {
  const lookup = lookupAvailability(deps);
  return async (request: ToolRequest<LookupAvailabilityArguments>): Promise<ToolAnswer> => {
    const found = await lookup({
      businessId: request.businessId,
      call: request.call,
      wish: request.wish,
      nowMs: request.nowMs,
    });
    const { service: _, ...wished } = request.wish;
    request.note?.({ ...offered(found), asWished: found.asWished, wished });
    return {
      ok: true,
      say: saySlots(found, request.wish),
      timezone: found.business.zone,
      service: {
        id: found.service.id,
        name: found.service.name,
        duration_minutes: found.service.durationMinutes,
      },
      slots: found.slots,
    };
  };
};
