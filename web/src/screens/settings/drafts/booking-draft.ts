import type { Faults } from '../../../ui/faults.ts';
import type { Business, Changes } from '../save-settings.ts';

export type BookingDraft = Pick<Business, 'startEveryMinutes' | 'noticeMinutes'> & {
  /** As it is typed. */
  readonly horizonDays: string;
};

export const takeBooking = ({ startEveryMinutes, noticeMinutes, horizonDays }: Business): BookingDraft => ({
  startEveryMinutes,
  noticeMinutes,
  horizonDays: String(horizonDays),
});

export const bookingChanges = ({ startEveryMinutes, noticeMinutes, horizonDays }: BookingDraft): Changes => ({
  startEveryMinutes,
  noticeMinutes,
  horizonDays: Number(horizonDays),
});

export const bookingFaults =
  (words: { readonly horizon: string }) =>
  ({ horizonDays }: BookingDraft): Faults =>
    /^\s*\d+\s*$/.test(horizonDays) && Number(horizonDays) >= 1 && Number(horizonDays) <= 365
      ? {}
      : { horizonDays: words.horizon };
