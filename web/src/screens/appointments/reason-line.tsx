import { Text } from '@mantine/core';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { formatInstant, formatMinutes, formatTime } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Explanation } from './explain-screen.tsx';
import { useCrewName } from './words.ts';

type Reason = Explanation['reasons'][number];

/** One reason in words. What it does not say is not said: another answer may know less. */
const useReasonWords = (): ((reason: Reason) => string) => {
  const { appointments } = useMessages();
  const { zone } = useBusiness();
  const words = appointments.explained.reasons;
  const crewName = useCrewName();
  const at = (instant: string | undefined) => (instant === undefined ? '' : formatInstant(instant, zone));
  return (reason) => {
    switch (reason.code) {
      case 'past':
        return words.past;
      case 'notice':
        return words.notice(at(reason.earliest), formatMinutes(reason.noticeMinutes ?? 0));
      case 'horizon':
        return words.horizon(at(reason.latest), reason.horizonDays ?? 0);
      case 'closed_that_day':
        return words.closed_that_day;
      case 'outside_hours':
        return words.outside_hours(
          (reason.openings ?? []).map(
            ({ opens, closes }) => `${formatTime(opens, zone)} – ${formatTime(closes, zone)}`,
          ),
        );
      case 'does_not_fit':
        return words.does_not_fit(formatMinutes(reason.durationMinutes ?? 0), at(reason.closes));
      case 'off_grid':
        return words.off_grid(formatMinutes(reason.startEveryMinutes ?? 0));
      case 'taken':
        return words.taken(crewName(reason.crewId ?? ''), (reason.appointmentIds ?? []).length > 0);
    }
  };
};

/** Of which setting it comes; of none, where it is the time itself or an appointment. */
const SETTING: Partial<Record<Reason['code'], 'hours' | 'booking'>> = {
  notice: 'booking',
  horizon: 'booking',
  off_grid: 'booking',
  closed_that_day: 'hours',
  outside_hours: 'hours',
  does_not_fit: 'hours',
};

/** A reason with where it comes from. */
export const ReasonLine = ({ reason }: { readonly reason: Reason }) => {
  const { appointments } = useMessages();
  const words = appointments.explained;
  const at = `/b/${useBusinessId()}`;
  const role = useRole();
  const setting = SETTING[reason.code];
  const reasonWords = useReasonWords();
  return (
    <Text>
      {reasonWords(reason)}{' '}
      {setting && role === 'owner' && <Go to={`${at}/settings/${setting}`}>{words.settings[setting]}</Go>}
      {(reason.appointmentIds ?? []).map((id, place) => (
        <Go key={id} to={`${at}/appointments/${id}`}>
          {words.byAppointment(place + 1, reason.appointmentIds?.length ?? 1)}
        </Go>
      ))}
    </Text>
  );
};
