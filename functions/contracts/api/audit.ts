import * as z from 'zod';
import { AppointmentId, BusinessId } from '../ids.ts';
import { instant } from './shapes.ts';

const link = z.number().int().meta({ description: 'Which link of the chain: 1 and up, without a gap' });
const chain = z.string().meta({
  description:
    'SHA-256, in hexadecimal, of the `chain` before (of the first: the id of the business), a line feed, and this entry ' +
    'without its `chain` as canonical JSON (RFC 8785)',
});

/** All of an entry and nothing else, because whoever checks the chain has to have what was hashed. */
export const AuditShape = z
  .object({
    v: z.literal(1),
    id: z.string(),
    businessId: BusinessId,
    at: instant,
    what: z.string(),
    subject: z.string(),
    appointmentId: z.optional(AppointmentId),
    from: z.string().optional(),
    to: z.string().optional(),
    version: z.union([z.number(), z.string()]),
    actor: z.string(),
    cause: z.string().optional(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional()).optional(),
    seq: link.optional(),
    chain: chain.optional(),
  })
  .meta({ id: 'AuditEntry' });

/** `seq` and `id`: where it first shows that something is missing, altered or forged. */
export const AuditChainShape = z
  .discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('intact'),
      seq: z.number().int().meta({ description: 'How many links there are' }),
      chain: z.string().optional().meta({ description: 'The last of them: who notes it can tell later' }),
    }),
    z.object({
      outcome: z.literal('broken'),
      because: z.enum(['missing', 'altered', 'repeated', 'beyond', 'head', 'rewritten', 'unchained']),
      seq: link.optional(),
      id: z.string().optional(),
    }),
  ])
  .meta({ id: 'AuditChain' });
