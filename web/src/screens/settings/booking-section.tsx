import { NativeSelect, TextInput } from '@mantine/core';
import type { Fact } from '../../ui/facts.tsx';
import { formatMinutes } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { bookingChanges, bookingFaults, takeBooking } from './drafts/booking-draft.ts';
import type { Business } from './save-settings.ts';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

const DAY = 24 * 60;
const STARTS = [15, 30, 45, 60, 90, 120, 180, 240, 480];
const NOTICES = [0, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 10_080];

/** The choices, and what is set now where it is none of them. */
const choices = (usual: readonly number[], set: number, said: (minutes: number) => string) =>
  [...new Set([...usual, set])]
    .sort((one, next) => one - next)
    .map((minutes) => ({ value: String(minutes), label: said(minutes) }));

export const BookingSection = () => {
  const { settings } = useMessages();
  const words = settings.booking;
  const form = useSectionDraft({
    take: takeBooking,
    changes: bookingChanges,
    faults: bookingFaults({ horizon: words.horizonFault }),
  });
  const { draft, now, change, faults } = form;
  const notice = (minutes: number): string => {
    if (minutes === 0) return words.noNotice;
    return minutes % DAY === 0 ? words.days(minutes / DAY) : formatMinutes(minutes);
  };
  const facts = (business: Business): readonly Fact[] => [
    [words.startEvery, formatMinutes(business.startEveryMinutes)],
    [words.notice, notice(business.noticeMinutes)],
    [words.horizon, words.days(business.horizonDays)],
  ];
  return (
    <SectionPage section="booking">
      <SectionForm form={form} facts={facts}>
        <NativeSelect
          label={words.startEvery}
          description={words.startEveryHint}
          data={choices(STARTS, now.startEveryMinutes, formatMinutes)}
          value={String(draft.startEveryMinutes)}
          error={faults.startEveryMinutes}
          onChange={({ currentTarget }) =>
            change({ ...draft, startEveryMinutes: Number(currentTarget.value) })
          }
        />
        <NativeSelect
          label={words.notice}
          description={words.noticeHint}
          data={choices(NOTICES, now.noticeMinutes, notice)}
          value={String(draft.noticeMinutes)}
          error={faults.noticeMinutes}
          onChange={({ currentTarget }) => change({ ...draft, noticeMinutes: Number(currentTarget.value) })}
        />
        <TextInput
          label={words.horizonDays}
          description={words.horizonHint}
          inputMode="numeric"
          required
          value={draft.horizonDays}
          error={faults.horizonDays}
          onChange={({ currentTarget }) => change({ ...draft, horizonDays: currentTarget.value })}
        />
      </SectionForm>
    </SectionPage>
  );
};
