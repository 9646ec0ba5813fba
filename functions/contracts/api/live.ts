import * as z from 'zod';
import { ANY_ROLE, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

/** How a page of a member comes to hear of changes as they happen. */
export const liveRoutes = {
  openLive: {
    method: 'POST',
    at: '/v1/businesses/{businessId}/live-tickets',
    summary: 'Get a ticket that opens the live channel once, within a minute',
    access: { who: 'member', roles: ANY_ROLE },
    path: ofBusiness,
    status: 201,
    answer: z
      .object({
        ticket: z.string().meta({
          description: 'Offered as a subprotocol beside `cloudgreet.live.v1`; it is kept nowhere readable',
        }),
        url: z.string().meta({ description: 'The address of the WebSocket' }),
        expiresAt: instant,
      })
      .meta({ id: 'LiveTicket' }),
    refuses: [],
  },
} as const satisfies RouteTable;
