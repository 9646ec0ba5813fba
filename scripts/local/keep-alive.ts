/**
 * How long a server here keeps a connection that nobody uses, in milliseconds. Node's own five seconds end just when a busy
 * machine comes to use it again: the client then reads that it was reset, and a distribution answers 502.
 */
export const KEEP_ALIVE_MS = 60_000;
