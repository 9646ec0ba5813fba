import Telnyx from 'telnyx';
import * as z from 'zod/mini';
import type { Handover } from '../../domain/text/ports.ts';
import { meaningOf } from './error-codes.ts';

/** The request never left: nothing can have happened. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const Fault = z.object({ code: z.coerce.string() });
/** The registry of campaigns says one alone, all else a list of them. */
const ErrorDocument = z.union([z.object({ errors: z.array(Fault) }), Fault]);

/** The socket's error lies below the fetch's, which lies below the SDK's. */
const codesBelow = (error: unknown): string[] => {
  const codes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    const parts = at instanceof AggregateError ? [at, ...at.errors] : [at];
    codes.push(...parts.map((part: { code?: unknown }) => String(part.code ?? '')).filter(Boolean));
  }
  return codes;
};

const codeOf = (body: unknown): string | undefined => {
  const document = ErrorDocument.safeParse(body);
  if (!document.success) return undefined;
  return 'errors' in document.data ? document.data.errors[0]?.code : document.data.code;
};

/**
 * What a failed request to send means, in the one place that says so. Only an answer proves that nothing was sent;
 * silence, a cut connection and a crash on the other side prove nothing. A key or an account that Telnyx does not accept
 * is our mistake and not the text's: it waits until that is put right.
 */
export const failedHandover = (error: unknown): Exclude<Handover, { kind: 'accepted' }> => {
  if (!(error instanceof Telnyx.APIError)) {
    return { kind: 'unknown', because: error instanceof Error ? error.name : 'unreadable' };
  }
  const { status } = error;
  if (status === undefined) {
    const codes = codesBelow(error);
    const never = codes.find((code) => NEVER_CONNECTED.has(code));
    return never
      ? { kind: 'unavailable', because: never }
      : { kind: 'unknown', because: codes.at(-1) ?? error.constructor.name };
  }
  const code = codeOf(error.error);
  const meaning = meaningOf(code);
  // A block is answered with 403 or 409, and is no trouble with our account.
  if (code !== undefined && meaning === 'opted_out') return { kind: 'refused', code, meaning };
  if (code !== undefined && meaning === 'passing') return { kind: 'unavailable', because: code };
  if ([401, 402, 403, 429, 503].includes(status)) return { kind: 'unavailable', because: String(status) };
  if (status >= 400 && status < 500 && status !== 408) {
    return { kind: 'refused', code: code ?? String(status), meaning };
  }
  return { kind: 'unknown', because: String(status) };
};
