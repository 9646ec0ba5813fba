import * as z from 'zod';
import type { RouteTable } from './route.ts';
import { instant } from './shapes.ts';

/** How a vendor took the key it was shown. `unclear`: it answered, and the answer says nothing of the key. */
export const VendorAnswer = z.enum(['answers', 'refuses', 'unreachable', 'unclear']);
export type VendorAnswer = z.infer<typeof VendorAnswer>;

/** What is said of a setting: never its value, a part of it or how long it is. */
export const CheckedSetting = z
  .object({
    setting: z
      .string()
      .meta({ description: 'Section and name in the stage secret, or the name of a variable' }),
    present: z.boolean(),
    wellFormed: z.boolean(),
    vendor: VendorAnswer.optional().meta({ description: 'Where a vendor can be asked about it' }),
  })
  .meta({ id: 'CheckedSetting' });
export type CheckedSetting = z.infer<typeof CheckedSetting>;

/**
 * What anybody may ask. It says one word: which version runs and what it is made of would first of all tell an attacker
 * which known weakness is not mended here yet. An operator learns those by `environmentRoutes`.
 */
export const healthRoutes = {
  showHealth: {
    method: 'GET',
    at: '/v1/health',
    summary: 'Whether requests can be answered',
    access: {
      who: 'anyone',
      why: 'Whoever watches from outside has no account; it says one word, of nobody.',
    },
    // It has to answer most of all when the table, and the limits in it, do not.
    cost: 0,
    status: 200,
    answer: z
      .object({
        status: z
          .enum(['ok', 'degraded'])
          .meta({ description: 'degraded: the table does not answer in time' }),
      })
      .meta({ id: 'Health' }),
    refuses: [],
  },
} as const satisfies RouteTable;

/** What operators ask. */
export const environmentRoutes = {
  showEnvironment: {
    method: 'GET',
    at: '/v1/health/env',
    summary: 'Every setting this stage needs: there, well-formed, its vendor answering; never its value',
    access: { who: 'operator' },
    status: 200,
    answer: z
      .object({
        stage: z.string(),
        commit: z.string().meta({ description: 'What was deployed, as the deployment named it' }),
        checkedAt: instant,
        complete: z.boolean().meta({ description: 'Whether nothing is missing, malformed or refused' }),
        settings: z.array(CheckedSetting),
      })
      .meta({ id: 'Environment' }),
    refuses: [],
  },
} as const satisfies RouteTable;
