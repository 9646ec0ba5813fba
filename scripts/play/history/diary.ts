/** What was done in a history, counted as it was done: what is there afterwards has to agree. */
export type Diary = {
  calls: number;
  missed: number;
  /** By the agent, in calls. */
  booked: number;
  made: number;
  moved: number;
  cancelled: number;
  declined: number;
  paidLater: number;
  /** Who said STOP, and when (milliseconds). */
  readonly stopped: { readonly phone: string; readonly at: number }[];
};

export const emptyDiary = (): Diary => ({
  calls: 0,
  missed: 0,
  booked: 0,
  made: 0,
  moved: 0,
  cancelled: 0,
  declined: 0,
  paidLater: 0,
  stopped: [],
});
