import { localTimeAt } from '../../../functions/domain/schedule/zone.ts';
import type { Report } from './violation.ts';
import type { Witness } from './witness.ts';

/** What a text may take from being counted to being at Telnyx: as slow as anything is in a run. */
const ON_ITS_WAY_MS = 8 * 60_000;

/**
 * No more confirmations go out on a business's own day than it may have sent, however many workers come to the last one
 * at once. What goes out around midnight may have been counted on either day, and counts on none here.
 */
export const checkDailyCaps = ({ businesses, telnyx, skewMs = 0 }: Witness, report: Report): void => {
  const confirmations = telnyx
    .texts()
    .filter(({ direction, text }) => direction === 'outbound' && text.includes('Confirmation code'));
  for (const { id, zone, dailyCaps, messaging } of businesses) {
    const most = dailyCaps?.texts;
    if (most === undefined) continue;
    const sentOn = new Map<string, number>();
    for (const { from, at } of confirmations) {
      if (from !== messaging.from) continue;
      const sentMs = Date.parse(at);
      const { date } = localTimeAt(zone, sentMs);
      const around = [sentMs - ON_ITS_WAY_MS - 2 * skewMs, sentMs + 2 * skewMs];
      if (around.some((ms) => localTimeAt(zone, ms).date !== date)) continue;
      sentOn.set(date, (sentOn.get(date) ?? 0) + 1);
    }
    for (const [date, sent] of sentOn)
      if (sent > most) report('S6', `${id} has ${sent} confirmations sent on ${date}, and may have ${most}`);
  }
};
