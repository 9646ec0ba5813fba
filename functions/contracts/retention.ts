/** A transcript is gone so many days after it was kept; the bucket's lifecycle sees to it. */
export const TRANSCRIPT_KEPT_DAYS = 365;
