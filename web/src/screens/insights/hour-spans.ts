type Span = { readonly from: string; readonly until: string };

const QUARTER_MS = 900_000;

/**
 * When the clock of a zone showed an hour in some days: an hour that comes twice is twice as long, or two spans, and one
 * that is skipped is none. Clocks differ by quarter hours.
 */
export const hourSpans = (days: readonly Span[], hour: number, zone: string): readonly Span[] => {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' });
  return days.flatMap((day) => {
    const until = Date.parse(day.until);
    const spans: { from: number; until: number }[] = [];
    for (let at = Date.parse(day.from); at < until; at += QUARTER_MS) {
      if (Number(clock.format(at)) !== hour) continue;
      const last = spans.at(-1);
      if (last?.until === at) last.until = at + QUARTER_MS;
      else spans.push({ from: at, until: at + QUARTER_MS });
    }
    return spans.map((span) => ({
      from: new Date(span.from).toISOString(),
      until: new Date(span.until).toISOString(),
    }));
  });
};
