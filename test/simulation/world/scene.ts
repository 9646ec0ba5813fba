import { dynamoAppointments } from '../../../functions/adapters/dynamodb/appointments.ts';
import type { Appointment } from '../../../functions/domain/appointment/appointment.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { cellsOf } from '../../../functions/domain/schedule/quarters.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { TABLE } from '../cloud/table-shape.ts';
import { meantBy } from '../invariants/meant-by.ts';
import type { Places } from '../invariants/places.ts';
import type { Chance } from '../kernel/chance.ts';
import type { WebhookVendor } from '../vendors/webhooks.ts';
import type { Onboarded } from './onboarder.ts';
import { createPeople, type People } from './people.ts';
import type { Call, Phone, Told } from './phone.ts';
import type { Universe } from './universe.ts';

const ids = derivedIds(hashing);

/** What people did that rows are judged by later. */
export type Deeds = {
  /** `<business> <phone>` of everybody who ever said START to it, and STOP. */
  readonly startsSaid: Set<string>;
  readonly stopsSaid: Set<string>;
  /** Marks that nothing of ours may ever hold: they only stand in what was forged. */
  readonly forgedMarks: string[];
  /** What was done for a forgery all the same. */
  readonly forgeriesTaken: string[];
  /** `<queue> <body>` of messages that nobody can do anything with. */
  readonly poison: Set<string>;
  /** Appointments that were cancelled, or were to be. */
  readonly cancelled: Set<string>;
  /** What nobody must pay for. */
  readonly unbilledCalls: Set<string>;
  /** Businesses whose rules changed on the way. */
  readonly changed: Set<string>;
  /** Businesses whose subscription changed on the way. */
  readonly subscribed: Set<string>;
  /** Where appointments have been. */
  readonly places: Places;
  /** What owners who bring a business to its line are and want, by business. */
  readonly onboarded: Map<string, Onboarded>;
  /** Who has begun to open one, whatever became of it. */
  readonly onboardingsBegun: string[];
};

export const noDeeds = (): Deeds => ({
  startsSaid: new Set(),
  stopsSaid: new Set(),
  forgedMarks: [],
  forgeriesTaken: [],
  poison: new Set(),
  cancelled: new Set(),
  unbilledCalls: new Set(),
  changed: new Set(),
  subscribed: new Set(),
  places: new Map(),
  onboarded: new Map(),
  onboardingsBegun: [],
});

/** What a flow can do: everything that people and vendors do to the product, and nothing else. */
export type Scene = {
  readonly universe: Universe;
  readonly chance: Chance;
  readonly business: Business;
  /** Another business of the run; the same where there is only one. */
  readonly neighbour: Business;
  readonly phone: Phone;
  readonly people: People;
  /** E.164 of a customer; a small town, so that the same people call again. */
  readonly customer: string;
  readonly deeds: Deeds;
  wait(leastMs: number, mostMs?: number): Promise<void>;
  /** Looks up and books the first offer that suits; gives up after a few tries, as people do. */
  bookSomething(call: Call, wish?: Readonly<Record<string, unknown>>): Promise<Told | undefined>;
  /** The customer texts the business. */
  text(body: string, business?: Business): void;
  /** An appointment as somebody has it on their screen. */
  read(appointmentId: string): Appointment | undefined;
  /** An operator cancels an appointment as it was read. False: it is no longer so. */
  cancel(asRead: Appointment | undefined): Promise<boolean>;
  /** The vendor answers nobody for so long. */
  goDown(vendor: WebhookVendor, forMs: number): void;
  /** Changes attributes of the configuration, as settings do. */
  changeSettings(set: Partial<Business>): void;
};

const MOST_TRIES = 3;

export const createScene = (
  universe: Universe,
  chance: Chance,
  deeds: Deeds,
  business: Business,
  neighbour: Business,
  customer: string,
): Scene => {
  const { kernel } = universe;

  const bookSomething: Scene['bookSomething'] = async (call, wish) => {
    let slots = await call.lookUp(wish);
    for (let tried = 1; tried <= MOST_TRIES && !call.isOver(); tried += 1) {
      const slot = slots[chance.is(0.7) ? 0 : chance.int(Math.max(1, slots.length))];
      if (slot === undefined) {
        slots = await call.lookUp(wish);
        continue;
      }
      const told = await call.book(slot);
      if (told?.ok) return told;
      if (told?.slots) slots = told.slots;
      else if (told?.code === 'busy_try_again' || told === undefined)
        await kernel.wait(chance.between(300, 2_000));
      else slots = await call.lookUp(wish);
    }
    return undefined;
  };

  return {
    universe,
    chance,
    business,
    neighbour,
    customer,
    deeds,
    phone: universe.phoneOf(business),
    people: createPeople(universe, chance),
    wait: (leastMs, mostMs = leastMs) => kernel.wait(chance.between(leastMs, mostMs)),
    bookSomething,
    text(body, to = business) {
      const said = `${to.id} ${customer}`;
      const word = meantBy(body);
      if (word === 'start') deeds.startsSaid.add(said);
      if (word === 'stop') deeds.stopsSaid.add(said);
      kernel.note(() => `${customer} texts ${to.id}: ${body}`);
      universe.telnyx.receiveText({ from: customer, to: to.messaging.from, text: body });
    },
    read: (appointmentId) =>
      universe.row(`BIZ#${business.id}#APPOINTMENTS`, appointmentId) as Appointment | undefined,
    async cancel(asRead) {
      if (asRead?.status !== 'booked') return false;
      const { table, waiting, container } = universe.operator('operator/cancel');
      const appointments = dynamoAppointments(table, ids, waiting);
      const cells = cellsOf(Date.parse(asRead.startsAt), asRead.durationMinutes, business.dayOffsetMinutes);
      deeds.cancelled.add(asRead.id);
      try {
        const done = await appointments.cancel(asRead, cells, new Date(kernel.now).toISOString());
        kernel.note(() => `an operator cancels ${asRead.id}: ${done}`);
        return done;
      } catch (error) {
        // What a service does is ordinary; a bug of ours is not.
        universe.functions.failures.push({ functionName: container.functionName, error: error as Error });
        return false;
      } finally {
        container.isGone = true;
      }
    },
    goDown(vendor, forMs) {
      kernel.note(() => `${vendor} goes down`);
      universe.outages.push({ vendor, from: kernel.now, until: kernel.now + forMs });
    },
    changeSettings(set) {
      deeds.changed.add(business.id);
      kernel.note(() => `${business.id} changes ${Object.keys(set).join(', ')}`);
      const Item = universe.store.perform('GetItem', {
        TableName: TABLE,
        Key: { pk: { S: `BIZ#${business.id}#SCHEDULE` }, sk: { S: '0#CFG' } },
        ConsistentRead: true,
      }).Item as Readonly<Record<string, unknown>>;
      universe.store.perform('PutItem', { TableName: TABLE, Item: { ...Item, ...universe.wire(set) } });
      Object.assign(business, set);
    },
  };
};
