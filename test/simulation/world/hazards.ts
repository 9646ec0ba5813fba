import { retellSignatureHeader } from '../../../scripts/local/vendors/retell/signature.ts';
import { signStripe } from '../../../scripts/local/vendors/stripe/events.ts';
import type { Chance } from '../kernel/chance.ts';
import { rotated } from '../vendors/keyring.ts';
import type { Deeds } from './scene.ts';
import type { Universe } from './universe.ts';

const STALE_MS = 10 * 60_000;

export type Hazard = {
  readonly name: string;
  /** False: there was nothing to do here. */
  readonly strike: (universe: Universe, chance: Chance, deeds: Deeds) => boolean;
};

/** A mark that stands in nothing but forgeries. */
const markOf = (chance: Chance, deeds: Deeds): string => {
  const mark = `forged${chance.int(1_000_000_000)}`;
  deeds.forgedMarks.push(mark);
  return mark;
};

const forgeries: readonly ((
  universe: Universe,
  chance: Chance,
  mark: string,
) => { path: string; body: string; headers: Record<string, string> })[] = [
  ({ kernel, businesses }, chance, mark) => {
    const business = chance.pick(businesses);
    const call = {
      call_id: mark,
      agent_id: business.agentIds[0],
      to_number: business.numbers[0],
      call_type: 'phone_call',
    };
    const body = JSON.stringify({ event: 'call_ended', call: { ...call, end_timestamp: kernel.now } });
    return {
      path: '/webhooks/retell',
      body,
      headers: { 'x-retell-signature': retellSignatureHeader('somebody elses key', body, kernel.now) },
    };
  },
  ({ kernel, businesses, secret }, chance, mark) => {
    const { billing } = chance.pick(businesses);
    const invoice = {
      id: `in_${mark}`,
      object: 'invoice',
      status: 'paid',
      customer: billing.stripeCustomerId,
      currency: 'usd',
      total: 5000,
    };
    const body = JSON.stringify({
      id: `evt_${mark}`,
      object: 'event',
      type: 'invoice.paid',
      created: Math.floor(kernel.now / 1000),
      data: { object: invoice },
    });
    // The right key, long ago: somebody kept it.
    const headers = chance.is(0.5)
      ? signStripe(String(secret.stripe.webhookSecrets[0]), body, kernel.now - STALE_MS)
      : signStripe('whsec_somebody_elses', body, kernel.now);
    return { path: '/webhooks/stripe', body, headers };
  },
  (universe, chance, mark) => {
    const { kernel, businesses } = universe;
    const { messaging } = chance.pick(businesses);
    const payload = {
      id: mark,
      direction: 'inbound',
      text: 'START',
      from: { phone_number: '+15125570001' },
      to: [{ phone_number: messaging.from }],
    };
    const event = {
      id: mark,
      event_type: 'message.received',
      occurred_at: new Date(kernel.now).toISOString(),
      payload,
    };
    const body = JSON.stringify({ data: event });
    return {
      path: '/webhooks/telnyx/messaging',
      body,
      headers: universe.sign('telnyx', `${body} `, mark, kernel.now),
    };
  },
  ({ kernel, businesses }, chance, mark) => {
    const business = chance.pick(businesses);
    const call = { call_id: mark, agent_id: business.agentIds[0], to_number: business.numbers[0] };
    const body = JSON.stringify({
      name: 'book_appointment',
      call,
      args: {
        slot_id: '2027-01-01T09:00-aaaaa',
        service: 'Repair',
        customer_name: mark,
        customer_phone: '+15125570001',
      },
    });
    return {
      path: `/voice/${business.id}/tools/book_appointment`,
      body,
      headers: { 'x-retell-signature': retellSignatureHeader('guessed', body, kernel.now) },
    };
  },
];

const forge: Hazard = {
  name: 'forged webhook',
  strike(universe, chance, deeds) {
    const { path, body, headers } = chance.pick(forgeries)(universe, chance, markOf(chance, deeds));
    void universe.edge.post(path, body, headers, 10_000).then((answer) => {
      universe.kernel.note(() => `a forgery at ${path} is answered ${answer?.status}`);
      if (answer && answer.status < 300) deeds.forgeriesTaken.push(`accepts a forgery at ${path}`);
    });
    return true;
  },
};

/** A tool call signed by Retell for one business, brought to another's address. */
const crossed: Hazard = {
  name: 'event of another business',
  strike(universe, chance, deeds) {
    const { kernel, businesses, secret } = universe;
    const [one, other] = chance.shuffled(businesses);
    if (one === undefined || other === undefined) return false;
    const mark = markOf(chance, deeds);
    const call = { call_id: mark, agent_id: one.agentIds[0], to_number: one.numbers[0] };
    const body = JSON.stringify({ name: 'lookup_availability', call, args: { service: 'Repair' } });
    const headers = {
      'x-retell-signature': retellSignatureHeader(String(secret.retell.apiKeys[0]), body, kernel.now),
    };
    void universe.edge
      .post(`/voice/${other.id}/tools/lookup_availability`, body, headers, 10_000)
      .then((answer) => {
        if (answer?.body.includes('"ok":true'))
          deeds.forgeriesTaken.push(`answers ${other.id} for ${one.id}`);
      });
    return true;
  },
};

const POISON = [
  '{"v":1,"vendor":"stripe"',
  '{"v":9}',
  'null',
  '{"detail-type":"appointment.booked","detail":{"v":1}}',
];

const poison: Hazard = {
  name: 'poison message',
  strike({ queues, kernel }, chance, deeds) {
    const queue = chance.pick(Object.values(queues));
    const body = chance.pick(POISON);
    deeds.poison.add(`${queue.name} ${body}`);
    kernel.note(() => `poison for ${queue.name}`);
    queue.send(body);
    return true;
  },
};

const redrive: Hazard = {
  name: 'dead letters redriven',
  strike({ queues, kernel }, chance) {
    const queue = chance.pick(Object.values(queues));
    const count = queue.redrive();
    kernel.note(() => `${count} dead letters of ${queue.name} are redriven`);
    return count > 0;
  },
};

const deploy: Hazard = {
  name: 'deployment',
  strike({ functions }) {
    functions.deploy();
    return true;
  },
};

const LIVE_MS = 30 * 60_000;

const rotate: Hazard = {
  name: 'keys rotated',
  strike(universe, chance) {
    const { both, after } = rotated(universe.secret, chance);
    universe.secret = both;
    universe.kernel.note(() => 'all keys are rotated');
    universe.kernel.after(LIVE_MS, () => {
      if (universe.secret === both) universe.secret = after;
    });
    return true;
  },
};

export const hazards: readonly Hazard[] = [forge, forge, crossed, poison, redrive, redrive, deploy, rotate];
