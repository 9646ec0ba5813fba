import { createFaults } from '../faults.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator.ts';
import { answerUnder } from '../vendor-model.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { obeyTelnyx } from './control.ts';
import type { Phones } from './phones.ts';
import type { Provisioned } from './provisioning.ts';
import { settleInTime } from './settle-in-time.ts';
import { createTelnyxModel, type TelnyxAccount, type TelnyxModel } from './telnyx-model.ts';

export type TelnyxSimulator = Simulator & Phones & Provisioned & Pick<TelnyxModel, 'platformObjects'>;

/** A Telnyx account that listens on a port, carries texts at once and delivers its own webhooks. */
export const startTelnyx = async (options: SimulatorOptions & TelnyxAccount): Promise<TelnyxSimulator> => {
  const { clock, log } = options;
  const faults = createFaults();
  const model = createTelnyxModel({
    ...options,
    carries: 'at once',
    send: (message) => webhooks.send(message),
  });
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: model.sign,
    retryMs: options.webhookRetryMs ?? [300, 1000],
    timeoutMs: 2_000,
    source: 'telnyx',
    log,
  });
  const { begin, handle, sign, failure, decline, advance, underWay, numbers, ...account } = model;
  const inTime = settleInTime(clock, account);

  const simulator = await startSimulator({
    name: 'telnyx',
    clock,
    log,
    faults,
    webhooks,
    control: obeyTelnyx(account),
    state: () => ({
      texts: account.texts(),
      numbers: numbers(),
      optOuts: account.optOuts(),
      autoresponses: account.autoresponses(),
      orders: account.orders(),
      profiles: account.profiles(),
      brands: account.brands(),
      campaigns: account.campaigns(),
      assignments: account.assignments(),
      codes: account.codes(),
      pins: account.pins(),
      platform: account.platformObjects(),
    }),
    decline,
    failure,
    async handle(request) {
      const reply = await answerUnder(begin(request), request.execute);
      inTime.look();
      return reply;
    },
  });
  return {
    ...simulator,
    ...account,
    async stop() {
      inTime.stop();
      await simulator.stop();
    },
  };
};
