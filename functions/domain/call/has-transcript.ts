import { TRANSCRIPT_KEPT_DAYS } from '../../contracts/retention.ts';
import type { Call } from './call.ts';

const DAY_MS = 86_400_000;

/** The row of a call outlives its words: S3 does not say whether a key is gone or another's. */
export const hasTranscript = (call: Call, nowMs: number): call is Call & { readonly transcriptKey: string } =>
  call.transcriptKey !== undefined &&
  nowMs - Date.parse(call.endedAt ?? call.heardOfEndAt ?? '') < TRANSCRIPT_KEPT_DAYS * DAY_MS;
