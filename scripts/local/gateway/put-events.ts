import { randomUUID } from 'node:crypto';
import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalClock } from '../clock.ts';
import type { AwsAnswer, AwsCall } from './aws-call.ts';
import { awsError, awsJson } from './aws-error.ts';

/** What EventBridge puts around an event, as it stands in the target's message. */
export type EventEnvelope = {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** To the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
};

type Entry = {
  Source?: string;
  DetailType?: string;
  Detail?: string;
  EventBusName?: string;
  Resources?: string[];
  Time?: number;
};

const entryLimitBytes = 256 * 1024;

export const toSecond = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');

const parsed = (detail: string): { value: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
};

const refusal = (entry: Entry): { ErrorCode: string; ErrorMessage: string } | undefined => {
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => !entry[name]);
  if (missing) {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  }
  if (Buffer.byteLength(JSON.stringify(entry)) > entryLimitBytes) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Total size of the entry is over 256 KB.' };
  }
  return parsed(entry.Detail ?? '')
    ? undefined
    : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
};

/**
 * EventBridge's PutEvents: answers entry by entry, and hands each good event to `deliver` without waiting for it.
 * An entry for a bus that does not exist fails here; AWS accepts and loses it.
 */
export const putEvents = (
  call: AwsCall,
  plan: CloudPlan,
  clock: LocalClock,
  deliver: (busName: string, event: EventEnvelope) => void,
): AwsAnswer => {
  const entries = (call.input.Entries ?? []) as Entry[];
  if (call.action !== 'PutEvents') {
    const message = `The local cloud does not know events:${call.action}.`;
    return awsError(call, { code: 'UnknownOperationException', message });
  }
  if (entries.length === 0 || entries.length > 10) {
    const message = `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10`;
    return awsError(call, { code: 'ValidationException', message });
  }
  const results = entries.map((entry) => {
    const refused = refusal(entry);
    if (refused) return refused;
    const named = entry.EventBusName ?? 'default';
    const bus = plan.buses.find(({ name, arn }) => name === named || arn === named);
    if (!bus)
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${named} does not exist.` };
    const id = randomUUID();
    deliver(bus.name, {
      version: '0',
      id,
      'detail-type': entry.DetailType ?? '',
      source: entry.Source ?? '',
      account: plan.place.accountId,
      time: toSecond(entry.Time ? entry.Time * 1000 : clock.now()),
      region: plan.place.region,
      resources: entry.Resources ?? [],
      detail: parsed(entry.Detail ?? '')?.value,
    });
    return { EventId: id };
  });
  return awsJson({
    FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
    Entries: results,
  });
};
