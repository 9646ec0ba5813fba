import { useBusiness } from '../../app/business.ts';
import { formatInstant, formatTime } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { clockChangeOn, localDay } from '../../ui/wall-time.ts';
import { type Appointment, endOf } from './appointments.ts';

/** The name of whoever comes; the letter where they work there no more. */
export const useCrewName = (): ((crewId: string) => string) => {
  const { crews } = useBusiness();
  return (crewId) => crews.find(({ id }) => id === crewId)?.name ?? crewId.toUpperCase();
};

/** `9:00 AM – 10:00 AM`, with the zone's letters on a day on which an hour comes twice or not at all. */
export const formatSpan = (
  appointment: Pick<Appointment, 'startsAt' | 'durationMinutes' | 'zone'>,
): string => {
  const { startsAt, zone } = appointment;
  const isOdd = clockChangeOn(localDay(startsAt, zone), zone) !== 0;
  const time = (instant: string) =>
    isOdd
      ? formatInstant(instant, zone, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
      : formatTime(instant, zone);
  return `${time(startsAt)} – ${time(endOf(appointment))}`;
};

/** All that a calendar has no room for, in one sentence. */
export const useWholeWords = (): ((appointment: Appointment) => string) => {
  const { appointments: words } = useMessages();
  const crewName = useCrewName();
  const { crews } = useBusiness();
  return (appointment) =>
    [
      formatInstant(appointment.startsAt, appointment.zone, {
        weekday: 'long',
        month: 'long',
        day: 'numeric',
      }),
      formatSpan(appointment),
      appointment.serviceName,
      appointment.customer.name,
      ...(crews.length > 1 ? [crewName(appointment.crewId)] : []),
      ...(appointment.status === 'cancelled' ? [words.state.cancelled] : []),
    ].join(', ');
};
