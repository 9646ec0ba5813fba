import type { CallLegs } from '../../domain/call-leg/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { recordLatest } from './latest.ts';

export const dynamoCallLegs = (table: Table, waiting: Waiting): CallLegs => ({
  record: (businessId, { occasion, legId, at, step, direction, from, to, about, details }) =>
    recordLatest(
      table,
      waiting,
      {
        key: keys.callLeg(businessId, legId),
        base: { v: 1, id: legId, businessId, from, to, ...about },
      },
      { aspect: step, at, details: { ...details, direction } },
      occasion,
    ),
});
