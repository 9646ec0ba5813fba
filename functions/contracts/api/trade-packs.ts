import * as z from 'zod';
import { OpeningSpan, ServiceShape } from './business-shapes.ts';

const TradePackShape = z
  .object({
    id: z.string(),
    version: z.number().int().meta({ description: 'Goes up with every change of the pack' }),
    name: z.string(),
    aliases: z.array(z.string()),
    worksAt: z.enum(['customer', 'premises']),
    hours: z.array(OpeningSpan),
    services: z.array(ServiceShape),
    asks: z.array(z.string()).meta({ description: 'What the agent asks besides who, where and when' }),
    emergencies: z.array(z.object({ signs: z.array(z.string()), say: z.string() })),
    never: z.array(z.string()),
    words: z.array(z.string()),
  })
  .meta({ id: 'TradePack' });

/** What a business of each trade may begin with. `at`, `access`: where, and who asks. */
export const TRADE_PACKS_ROUTE = {
  method: 'GET',
  summary:
    'Trades, each with the services and hours that a business of it may begin with, and what its agent goes by',
  status: 200,
  answer: z.object({ items: z.array(TradePackShape) }),
  refuses: [],
} as const;
