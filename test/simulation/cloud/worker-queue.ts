import type { FunctionSpec, SimulatedFunctions } from './functions.ts';
import { type QueueOptions, SimulatedQueue } from './queue.ts';

/** Queues as lib/constructs makes them: six times the function's time-out, five tries. */
const VISIBILITY_FACTOR = 6;
const MAX_RECEIVES = 5;

type Answer = { readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[] };

/** A queue in front of a function that answers which messages of a batch come back. */
export const workerQueue = (
  functions: SimulatedFunctions,
  spec: FunctionSpec,
  {
    kernel,
    chance,
    batchSize,
    maxConcurrency,
  }: Pick<QueueOptions, 'kernel' | 'chance' | 'batchSize' | 'maxConcurrency'>,
): SimulatedQueue =>
  new SimulatedQueue({
    kernel,
    chance,
    name: spec.name,
    visibilityMs: spec.timeoutMs * VISIBILITY_FACTOR,
    maxReceiveCount: MAX_RECEIVES,
    batchSize,
    maxConcurrency,
    async deliver(messages) {
      const Records = messages.map(({ id, body, receiveCount }) => ({
        messageId: id,
        body,
        attributes: { ApproximateReceiveCount: String(receiveCount) },
      }));
      const result = await functions.invoke(spec, { Records });
      const all = new Set(messages.map(({ id }) => id));
      if (result.kind === 'failed') return all;
      const failures = (result.answer as Answer).batchItemFailures ?? [];
      const failed = failures.map(({ itemIdentifier }) => itemIdentifier);
      // An id that is not of the batch fails all of it, as Lambda has it.
      return failed.every((id) => all.has(id)) ? new Set(failed) : all;
    },
  });
