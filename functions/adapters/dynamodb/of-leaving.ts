import type { TranscriptReader } from '../../domain/call/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { dynamoClosings } from './closings.ts';
import { dynamoErasure } from './erasure.ts';
import { dynamoExported } from './exported.ts';
import { dynamoExports } from './exports.ts';
import { dynamoIsHeld } from './recordings.ts';

/** What is exported and erased of a business, with what is stored of it beside; `own` reaches that business and no other. */
export const dynamoOfLeaving = <Stored extends { readonly transcripts: TranscriptReader }>(
  own: Table,
  { ids, clock, waiting }: { readonly ids: DerivedIds; readonly clock: Clock; readonly waiting: Waiting },
  storedBeside: (rows: { readonly isHeld: ReturnType<typeof dynamoIsHeld> }) => Stored,
) => {
  const stored = storedBeside({ isHeld: dynamoIsHeld(own) });
  return {
    ...stored,
    exports: dynamoExports(own, ids, waiting),
    exported: dynamoExported(own, stored.transcripts, clock),
    rows: dynamoErasure(own, clock),
    closings: dynamoClosings(own, ids, clock, waiting),
  };
};
