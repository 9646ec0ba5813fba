import type { WebhookVendor } from '../vendors/webhooks.ts';
import { hazards } from '../world/hazards.ts';
import { createScene } from '../world/scene.ts';
import type { Stage } from './stage.ts';
import { drawCustomer } from './town.ts';

const PATHS: Readonly<Record<WebhookVendor, string>> = {
  retell: '/webhooks/retell',
  telnyx: '/webhooks/telnyx/messaging',
  stripe: '/webhooks/stripe',
  resend: '/webhooks/resend',
};
const WORDS = [
  'STOP',
  'stop',
  'START',
  'unstop',
  'HELP',
  'Thanks!',
  'On my way',
  'Can you come earlier?',
  'ok',
  'Who is this?',
];
/** Of everything that arrives, so much was never sent by its vendor, and so much arrived before. */
const FORGED = 0.025;
const REPEATED = 0.025;
const PATIENCE_MS = 10_000;

/** Brings webhooks at a steady rate: what the vendors send anyway, and people's texts for the rest. */
export const createPostOffice = (stage: Stage, perSecond: number) => {
  const { kernel, universe, deeds } = stage;
  const chance = stage.chance.fork();
  const begunMs = kernel.now;
  const begunWith = universe.deliveries.seen.sent;
  const seen = { forged: 0, repeated: 0, texts: 0, subscriptions: 0 };
  const forge = hazards.find(({ name }) => name === 'forged webhook');
  if (forge === undefined) throw new Error('nobody forges webhooks any more');

  const repeat = (): void => {
    const { acknowledged } = universe.deliveries;
    if (acknowledged.length === 0) return;
    seen.repeated += 1;
    const event = chance.pick(acknowledged);
    const headers = {
      'content-type': 'application/json',
      ...universe.sign(event.vendor, event.rawBody, event.id, kernel.now),
    };
    void universe.edge.post(PATHS[event.vendor], event.rawBody, headers, PATIENCE_MS);
  };
  const text = (): void => {
    seen.texts += 1;
    const { phone, business } = drawCustomer(chance, universe.businesses);
    createScene(universe, chance, deeds, business, business, phone).text(chance.pick(WORDS));
  };

  let turn = 0;
  /** Each business's subscription in turn, so that no two changes of one fall into one second. */
  const bill = (): void => {
    const all = [...universe.stripe.lives.subscriptions.keys()];
    const id = all[turn % all.length];
    turn += 1;
    if (id === undefined) return;
    seen.subscriptions += 1;
    if (chance.is(0.5)) universe.stripe.lives.bill(id);
    else universe.stripe.lives.change(id, { cancel_at_period_end: chance.is(0.5) });
  };

  return {
    seen,
    bill,
    /** How many were brought, whoever sent them. */
    brought: () => universe.deliveries.seen.sent - begunWith + seen.forged + seen.repeated,
    /** Brings as many as are missing by now. */
    catchUp(): void {
      const due = ((kernel.now - begunMs) / 1000) * perSecond;
      const forged = due * FORGED - seen.forged;
      for (let count = 1; count <= forged; count += 1) {
        seen.forged += 1;
        forge.strike(universe, chance, deeds);
      }
      const repeated = due * REPEATED - seen.repeated;
      for (let count = 1; count <= repeated; count += 1) repeat();
      const missing = due - this.brought();
      for (let count = 1; count <= missing; count += 1) text();
    },
  };
};
