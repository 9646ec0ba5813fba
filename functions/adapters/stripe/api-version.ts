/** The version our shapes were written for; the webhook endpoint is pinned to the same one. */
export const STRIPE_API_VERSION = '2026-10-28.endive';
