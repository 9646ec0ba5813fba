/** What was asked is counted for whoever asks, refused or not: a bucket or a day's tally. Nothing else may change. */
const isCount = ({ sk }: Readonly<Record<string, unknown>>): boolean => /^(BUCKET|DAY#)/.test(String(sk));

export const withoutCounts = <Row extends Readonly<Record<string, unknown>>>(rows: readonly Row[]): Row[] =>
  rows.filter((row) => !isCount(row));
