/** A transcript is gone so many days after it was kept; the bucket's lifecycle sees to it. */
export const TRANSCRIPT_KEPT_DAYS = 365;

/** How many of a customer's calls, and of their appointments, are kept in sight: the latest. */
export const MOST_IN_SIGHT = 20;
