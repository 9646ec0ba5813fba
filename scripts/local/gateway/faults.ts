import type { AwsAnswer, AwsCall } from './aws-call.ts';
import { type AwsErrorBody, awsError, awsJson } from './aws-error.ts';

export type Fault = {
  readonly service: string;
  readonly action: string;
  /** Function name, `operator`, `events` (rule deliveries) or `lambda` (failure destinations); left out: any. */
  readonly caller?: string;
  /** How many calls it meets. */
  readonly times: number;
  /** How many matching calls it lets pass first. */
  readonly skip?: number;
  /** `drop` closes the connection; `crash` also ends the calling function in the middle of its invocation. */
  readonly error: 'TransactionConflict' | 'ThrottlingException' | 'InternalServerError' | 'drop' | 'crash';
  /** The effect happens and only the answer is lost or replaced. */
  readonly after?: boolean;
  /** For `events:PutEvents`: only the entries at these places fail, inside an answer of status 200. */
  readonly entries?: readonly number[];
};

export type Faults = {
  inject(fault: Fault): void;
  /** The fault that meets this call, used up by one. */
  take(call: AwsCall, caller: string): Fault | undefined;
  clear(): void;
};

export const createFaults = (): Faults => {
  const waiting: { fault: Fault; pass: number; left: number }[] = [];
  return {
    inject: (fault) => void waiting.push({ fault, pass: fault.skip ?? 0, left: fault.times }),
    take(call, caller) {
      const found = waiting.find(
        ({ fault, left }) =>
          left > 0 &&
          fault.service === call.service &&
          fault.action === call.action &&
          (fault.caller === undefined || fault.caller === caller),
      );
      if (!found) return undefined;
      if (found.pass > 0) {
        found.pass -= 1;
        return undefined;
      }
      found.left -= 1;
      return found.fault;
    },
    clear: () => void waiting.splice(0),
  };
};

const conflict = ({ action, input }: AwsCall): AwsErrorBody => {
  if (!action.startsWith('Transact')) {
    return { code: 'TransactionConflictException', message: 'Transaction is ongoing for the item' };
  }
  const reasons = ((input.TransactItems ?? []) as unknown[]).map((_, index) =>
    index === 0
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return {
    code: 'TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    extra: { CancellationReasons: reasons },
  };
};

/** The error a fault answers with, worded as AWS does. Not for `drop` and `crash`, which answer nothing. */
export const faultAnswer = (fault: Fault, call: AwsCall): AwsAnswer => {
  if (fault.error === 'TransactionConflict') return awsError(call, conflict(call));
  if (fault.error === 'ThrottlingException') {
    return call.service === 's3'
      ? awsError(call, { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503 })
      : awsError(call, { code: 'ThrottlingException', message: 'Rate exceeded' });
  }
  const code = call.service === 's3' ? 'InternalError' : 'InternalServerError';
  return awsError(call, { code, message: 'Internal server error', status: 500 });
};

/** Lets `doRest` accept the other entries and answers for all of them in order, as EventBridge does. */
export const failEntries = async (
  fault: Fault,
  call: AwsCall,
  doRest: (call: AwsCall) => Promise<AwsAnswer> | AwsAnswer,
): Promise<AwsAnswer> => {
  const entries = (call.input.Entries ?? []) as unknown[];
  const fails = (index: number): boolean => fault.entries?.includes(index) === true;
  const rest = entries.filter((_, index) => !fails(index));
  const answer =
    rest.length > 0 ? await doRest({ ...call, input: { ...call.input, Entries: rest } }) : awsJson({});
  if (answer.status !== 200) return answer;
  const accepted = (
    (JSON.parse(answer.body.toString()) as { Entries?: { ErrorCode?: string }[] }).Entries ?? []
  ).values();
  const ErrorCode = fault.error === 'ThrottlingException' ? 'ThrottlingException' : 'InternalFailure';
  const results = entries.map((_, index) =>
    fails(index)
      ? { ErrorCode, ErrorMessage: 'Injected failure of this entry.' }
      : (accepted.next().value ?? {}),
  );
  return awsJson({
    FailedEntryCount: results.filter((result) => result.ErrorCode !== undefined).length,
    Entries: results,
  });
};
