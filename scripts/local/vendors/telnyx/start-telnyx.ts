import { createFaults } from '../faults.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator.ts';
import { answerUnder } from '../vendor-model.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { obeyTelnyx } from './control.ts';
import type { Phones } from './phones.ts';
import { createTelnyxModel, type TelnyxAccount } from './telnyx-model.ts';

export type TelnyxSimulator = Simulator & Phones;

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
  const { keys, texts, receiveText, setOutcome, addNumber, optOuts, autoresponses } = model;
  const { ring, completeOrder, tellRegistration } = model;
  const account = { ring, completeOrder, tellRegistration };

  const simulator = await startSimulator({
    name: 'telnyx',
    clock,
    log,
    faults,
    webhooks,
    control: obeyTelnyx({ receiveText, setOutcome, addNumber, ...account }),
    state: () => ({
      texts: texts(),
      numbers: model.numbers(),
      optOuts: optOuts(),
      autoresponses: autoresponses(),
    }),
    decline: model.decline,
    failure: model.failure,
    handle: (request) => answerUnder(model.begin(request), request.execute),
  });
  return {
    ...simulator,
    ...account,
    keys,
    texts,
    receiveText,
    setOutcome,
    addNumber,
    optOuts,
    autoresponses,
  };
};
