import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import { dynamoCallLegs } from '../../functions/adapters/dynamodb/call-legs.ts';
import { dynamoConsents } from '../../functions/adapters/dynamodb/consents.ts';
import { dynamoInboundTexts } from '../../functions/adapters/dynamodb/inbound-texts.ts';
import { dynamoProvisions } from '../../functions/adapters/dynamodb/provisions.ts';
import { dynamoRegistry } from '../../functions/adapters/dynamodb/registry.ts';
import { dynamoSchedules } from '../../functions/adapters/dynamodb/schedules.ts';
import { dynamoTexts } from '../../functions/adapters/dynamodb/texts.ts';
import { dynamoVendorEvents } from '../../functions/adapters/dynamodb/vendor-events.ts';
import { readTelnyxEvent } from '../../functions/adapters/telnyx/events.ts';
import { telnyxTexts } from '../../functions/adapters/telnyx/texts.ts';
import { CloudGreetEvent } from '../../functions/contracts/events.ts';
import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import { type Appointment, appointmentBooked } from '../../functions/domain/appointment/appointment.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { recordCallLeg } from '../../functions/domain/call-leg/record-call-leg.ts';
import { receiveText } from '../../functions/domain/customer/receive-text.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { recordProvision } from '../../functions/domain/provision/record-provision.ts';
import type { TextSender } from '../../functions/domain/text/ports.ts';
import { requestConfirmation } from '../../functions/domain/text/request-confirmation.ts';
import { sendText } from '../../functions/domain/text/send-text.ts';
import type { Reply, Text } from '../../functions/domain/text/text.ts';
import { trackText } from '../../functions/domain/text/track-text.ts';
import { createHandler } from '../../functions/handlers/workers/send-confirmation.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { startTelnyx } from '../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { startWebhookReceiver } from '../local/vendors/webhook-receiver.ts';
import { aBusiness, aClock, anAppointment } from './builders.ts';
import type { LocalTable } from './dynamo.ts';
import { deliver, someSecrets } from './messages.ts';
import { someLimits } from './some-limits.ts';
import { storeBusiness } from './stored-business.ts';

const ids = derivedIds(hashing);
let worlds = 0;

type Given = {
  readonly business?: Partial<Business>;
  readonly appointment?: Partial<Appointment>;
  /** What stands between the worker and Telnyx. */
  readonly sender?: (sender: TextSender) => TextSender;
  readonly timeoutMs?: number;
  /** How many times what a day may bring about. Default: as generous as stage local's. */
  readonly limitFactor?: number;
};

/**
 * A booked appointment on a real table, a Telnyx of its own and a clock that stands still. Worlds on one table do not
 * meet: each has a business of its own.
 */
export const aTextWorld = async (table: LocalTable, given: Given = {}) => {
  worlds += 1;
  const serial = String(worlds).padStart(3, '0');
  const clock = aClock();
  const number = `+15125550${serial}`;
  const business = aBusiness({
    id: `biz_world${serial}` as BusinessId,
    agentIds: [`agent_world${serial}`],
    numbers: [number],
    messaging: { from: number, messagingProfileId: `profile-${serial}` },
    billing: { ...aBusiness().billing, stripeCustomerId: `cus_world${serial}` },
    ...given.business,
  });
  const appointment = anAppointment({
    id: `apt_world${serial}` as AppointmentId,
    businessId: business.id,
    ...given.appointment,
  });

  const receiver = await startWebhookReceiver();
  const telnyx = await startTelnyx({
    clock: { ...clock, offsetMs: () => 0, set: () => {}, passTo: () => undefined, onChange: () => {} },
    numbers: [
      {
        phoneNumber: business.messaging.from,
        messagingProfileId: business.messaging.messagingProfileId,
      },
    ],
    webhookUrl: () => receiver.url,
    webhookUrls: {
      voice: () => receiver.url,
      orders: () => receiver.url,
      registrations: () => receiver.url,
    },
    webhookRetryMs: [5],
  });

  const texts = dynamoTexts(table, ids, hashing, waiting);
  const consents = dynamoConsents(table, ids, waiting);
  const appointments = dynamoAppointments(table, ids, waiting);
  const registry = dynamoRegistry(table);
  const events = dynamoVendorEvents(table);
  const secrets = someSecrets({
    telnyx: { apiKey: telnyx.keys.apiKey, publicKeys: [telnyx.keys.publicKey] },
  });
  const sender = telnyxTexts({
    apiUrl: `${telnyx.url}/v2`,
    secrets,
    timeoutMs: given.timeoutMs ?? 2_000,
  });
  const wrapped = given.sender?.(sender) ?? sender;
  const deps = {
    appointments,
    businesses: dynamoSchedules(table, clock),
    texts,
    consents,
    sender: wrapped,
    limits: someLimits(given.limitFactor, () => table),
    ids,
    clock,
  };
  const worker = createHandler(deps);
  const track = trackText({ registry, texts, consents, events, clock });
  const receive = receiveText({
    registry,
    consents,
    inbound: dynamoInboundTexts(table, ids, waiting),
    ids,
    clock,
  });
  const released: string[] = [];
  const release = async (awaits: string): Promise<number> => released.push(awaits);
  const recordLeg = recordCallLeg({ registry, legs: dynamoCallLegs(table, waiting), release });
  const recordProvisioned = recordProvision({ registry, provisions: dynamoProvisions(table, ids, waiting) });
  const booked = appointmentBooked(ids, appointment);

  const { putAppointment, rows } = await storeBusiness(table, business, appointment);

  /** What Telnyx told us so far, as the worker of vendor events would apply it. */
  const apply = async (body: unknown): Promise<void> => {
    const fact = readTelnyxEvent(hashing)(body, new Date(clock.now()).toISOString());
    if (fact.kind === 'text-report') await track(fact);
    else if (fact.kind === 'text-received') await receive(fact);
    else if (fact.kind === 'call-leg') await recordLeg(fact);
    else if (fact.kind === 'provision') await recordProvisioned(fact);
    else await events.remember(fact.occasion);
  };

  return {
    clock,
    business,
    appointment,
    telnyx,
    receiver,
    secrets,
    texts,
    consents,
    booked,
    rows,
    apply,
    /** What was let out of quarantine, by what it awaited. */
    released,
    putAppointment,
    send: sendText(deps),
    request: requestConfirmation({ appointments, texts, consents, ids, clock }),
    deliver: (...which: CloudGreetEvent[]) => deliver(worker, ...(which.length > 0 ? which : [booked])),
    /** The release function: whatever is due asks again. Answers how many did. */
    async wake(): Promise<number> {
      const due = (await rows()).filter(
        (row) => row.wake && Date.parse(String(row.dueSk).split('#')[0] ?? '') <= clock.now(),
      );
      for (const row of due) await deliver(worker, CloudGreetEvent.parse(row.wake));
      return due.length;
    },
    async text(): Promise<Text> {
      const all = (await rows()).filter((row) => String(row.sk).includes('#TEXT#'));
      if (all.length !== 1) throw new Error(`there are ${all.length} texts`);
      return all[0] as unknown as Text;
    },
    async replies(): Promise<Reply[]> {
      const all = (await rows()).filter((row) => String(row.sk).startsWith('REPLY#')) as unknown as Reply[];
      return all.toSorted((one, other) => one.saidAt.localeCompare(other.saidAt));
    },
    /** The customer texts the business, and we hear of it: answers what Telnyx told us, to be told again. */
    async hear(text: string, from = appointment.customer.phone): Promise<unknown> {
      telnyx.receiveText({ from, to: business.messaging.from, text });
      await telnyx.webhooks.idle();
      const told = receiver.bodies().at(-1);
      await apply(told);
      return told;
    },
    /** What was handed over, whatever became of it. */
    outbound: () => telnyx.texts().filter(({ direction }) => direction === 'outbound'),
    posts: () => telnyx.received().filter(({ method }) => method === 'POST').length,
    async webhooks(): Promise<unknown[]> {
      await telnyx.webhooks.idle();
      return receiver.bodies();
    },
    async stop() {
      await telnyx.stop();
      await receiver.stop();
    },
  };
};

export type TextWorld = Awaited<ReturnType<typeof aTextWorld>>;
