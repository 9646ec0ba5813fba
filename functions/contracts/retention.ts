/** A transcript is gone so many days after it was kept; the bucket's lifecycle sees to it. */
export const TRANSCRIPT_KEPT_DAYS = 365;

/** A recording goes so many days after it was copied, unless somebody has it held: our own clock sees to it. */
export const RECORDING_KEPT_DAYS = 365;

/** How many of a customer's calls, and of their appointments, are kept in sight: the latest. */
export const MOST_IN_SIGHT = 20;

/** Personal data of a business goes so many days after it was closed: until then an owner can still ask for a copy. */
export const ERASED_AFTER_DAYS = 30;

/** Fees and invoices are kept so long after that: seven years and their leap days, as tax authorities ask. */
export const MONEY_KEPT_DAYS = 2557;

/** An archive of everything is no place to keep it: whoever wants it later has another one made. */
export const EXPORT_KEPT_DAYS = 7;
