import type { BookAppointmentArguments, ToolAnswer, ToolRequest } from '../../contracts/tools.ts';
import { type BookingDeps, bookAppointment, sayBooked } from '../appointment/book-appointment.ts';
import { type LookupDeps, lookupAvailability, offered } from '../schedule/lookup-availability.ts';
import { sayTimes } from '../schedule/say-slots.ts';
import { spokenDateTime, spokenTime } from '../schedule/spoken.ts';
import { localTimeAt } from '../schedule/zone.ts';

/** Books, and tells the loser of a race what is still free: one Query more, only then. */
export const answerBooking = (deps: BookingDeps & LookupDeps) => {
  const book = bookAppointment(deps);
  const lookup = lookupAvailability(deps);

  return async (request: ToolRequest<BookAppointmentArguments>): Promise<ToolAnswer> => {
    const outcome = await book(request);
    if (outcome.kind === 'booked') {
      const { appointment } = outcome;
      const { id: appointmentId, serviceId, startsAt } = appointment;
      request.note?.({ appointmentId, serviceId, startsAt, isRepeat: outcome.repeated });
      return {
        ok: true,
        say: sayBooked(appointment),
        booking_id: appointment.id,
        confirmation_code: appointment.confirmationCode,
        starts_at: appointment.startsAt,
        local: spokenDateTime(appointment.zone, Date.parse(appointment.startsAt)),
      };
    }
    const { business, service, startsAtMs, crewId } = outcome;
    const found = await lookup({
      businessId: business.id,
      call: request.call,
      wish: { service: service.id, date_from: localTimeAt(business.zone, startsAtMs).date },
      nowMs: request.nowMs,
      refused: { startsAtMs, crewId },
    });
    const { slots } = found;
    request.note?.({
      ...offered(found),
      startsAt: new Date(startsAtMs).toISOString(),
      durationMinutes: service.durationMinutes,
    });
    const others = sayTimes(
      business.zone,
      slots.map((slot) => Date.parse(slot.starts_at)),
    );
    // Somebody else of the crew may be free at that very time.
    const isFreeAgain = slots.some(({ starts_at }) => Date.parse(starts_at) === startsAtMs);
    const lost = isFreeAgain ? 'that one' : spokenTime(business.zone, startsAtMs);
    return {
      ok: false,
      code: 'slot_taken',
      say: `I am sorry, ${lost} was just taken. ${others || 'I have nothing else that day.'}`,
      slots,
    };
  };
};
