import { Refusal } from '../errors.ts';
import { type AgentRecord, nextRecord } from './agent-record.ts';
import type { AgentRecords } from './ports.ts';

export type HeldRecord = {
  readonly now: () => AgentRecord;
  /** Refuses with `claim_lost` where somebody else has changed it. */
  readonly change: (change: Parameters<typeof nextRecord>[1]) => Promise<void>;
};

/** A record that one worker changes step by step, as long as nobody else does. */
export const holdRecord = (records: Pick<AgentRecords, 'move'>, asRead: AgentRecord): HeldRecord => {
  let record = asRead;
  return {
    now: () => record,
    async change(change) {
      const to = nextRecord(record, change);
      if ((await records.move(record, to)) === 'changed') {
        throw new Refusal('claim_lost', { agent: record.businessId });
      }
      record = to;
    },
  };
};
