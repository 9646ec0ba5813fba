import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { FunctionName } from './deployment.ts';
import type { FunctionSpec, SimulatedFunctions } from './functions.ts';
import type { SimulatedQueue } from './queue.ts';
import { workerQueue } from './worker-queue.ts';

export type Queues = Readonly<
  Record<'vendor' | 'fee' | 'text' | 'email' | 'partner' | 'onboarding', SimulatedQueue>
>;

type WorkerName = Extract<FunctionName, `workers/${string}`>;

/** Every queue with who works there, as many messages a batch and batches at once as lib/features has it. */
export const makeQueues = (
  kernel: Kernel,
  chance: Chance,
  functions: SimulatedFunctions,
  specs: Readonly<Record<FunctionName, FunctionSpec>>,
): Queues => {
  const queueOf = (name: WorkerName, batchSize: number, maxConcurrency: number) =>
    workerQueue(functions, specs[name], { kernel, chance, batchSize, maxConcurrency });
  return {
    vendor: queueOf('workers/apply-vendor-event', 10, 10),
    fee: queueOf('workers/charge-booking-fee', 1, 5),
    text: queueOf('workers/send-confirmation', 1, 5),
    email: queueOf('workers/send-email', 1, 2),
    partner: queueOf('workers/deliver-partner-webhook', 1, 10),
    onboarding: queueOf('workers/continue-onboarding', 1, 5),
  };
};
