import * as z from 'zod';
import { ExportId } from '../ids.ts';
import { OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

const ExportShape = z
  .object({
    id: ExportId,
    state: z.enum(['requested', 'ready']),
    askedAt: instant,
    readyAt: instant.optional(),
    bytes: z.number().int().optional(),
    counts: z
      .record(z.string(), z.number().int())
      .optional()
      .meta({ description: 'Lines of each list in the archive, by its name' }),
    url: z
      .string()
      .optional()
      .meta({ description: 'Opens the archive for five minutes, for whoever has it: it is not to be kept' }),
  })
  .meta({ id: 'Export' });

const owners = { who: 'member', roles: OWNERS } as const;

/** All that a business has with us, as one archive (ZIP) of lists in JSON lines. */
export const exportRoutes = {
  requestExport: {
    method: 'POST',
    at: '/v1/businesses/{businessId}/exports',
    summary: 'Have an archive made of all that the business has: a worker sees to it',
    access: owners,
    path: ofBusiness,
    creates: true,
    status: 202,
    answer: ExportShape,
    refuses: ['daily_cap_reached'],
  },
  showExport: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/exports/{exportId}',
    summary: 'Whether the archive is ready, and where it is fetched',
    access: owners,
    path: ofBusiness.extend({ exportId: ExportId }),
    status: 200,
    answer: ExportShape,
    refuses: ['export_not_found'],
  },
} as const satisfies RouteTable;
