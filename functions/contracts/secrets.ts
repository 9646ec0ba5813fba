import * as z from 'zod/mini';
import { ORIGIN_SECRET_SHORTEST } from './origin-secret.ts';
import { Platform } from './platform.ts';

/** Newest first. Two are live while a key is being changed; verifiers accept any, signers use the first. */
const liveKeys = z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(2));

/** The one secret of a stage. */
export const StageSecret = z.object({
  v: z.literal(1),
  retell: z.object({ apiKeys: liveKeys }),
  telnyx: z.object({ apiKey: z.string(), publicKeys: liveKeys }),
  stripe: z.object({ secretKey: z.string(), webhookSecrets: liveKeys }),
  resend: z.object({ apiKey: z.string(), webhookSecrets: liveKeys }),
  offers: z.object({ keys: liveKeys }),
  /** What the codes that people are sent by e-mail are made with. A stage's secret from before there were any has none. */
  codes: z.optional(z.object({ keys: liveKeys })),
  /**
   * What the distribution shows the functions behind it (origin-secret.ts). Made with the secret; a deployment reads it, no
   * function does.
   */
  originSecret: z.optional(z.string().check(z.minLength(ORIGIN_SECRET_SHORTEST))),
  /** Absent until `npm run connect` has been run. */
  platform: z.optional(Platform),
});
export type StageSecret = z.infer<typeof StageSecret>;
