import type { Answers } from '../../contracts/api/answers.ts';
import type { customerRoutes } from '../../contracts/api/customers.ts';
import { AppointmentId, type BusinessId, CallId } from '../../contracts/ids.ts';
import { MOST_IN_SIGHT } from '../../contracts/retention.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { Calls } from '../call/ports.ts';
import { Refusal } from '../errors.ts';
import { matchWords } from '../lists/match-words.ts';
import type { Lists } from '../lists/ports.ts';
import { agreementOf } from '../text/agreement.ts';
import { seenTexts } from '../text/seen-text.ts';
import { type Customer, idsIn } from './customer.ts';
import type { Consents, Customers } from './ports.ts';

/** What reaches one business's rows about its customers. */
export type CustomerBook = {
  readonly customers: Pick<Customers, 'find'>;
  readonly consents: Pick<Consents, 'find' | 'findAll'>;
  readonly calls: Pick<Calls, 'find'>;
  readonly lists: Pick<Lists, 'customers' | 'story'>;
};

type CustomerDeps = { readonly of: (business: BusinessId) => Promise<CustomerBook> };

const present = <Item>(items: readonly (Item | undefined)[]): Item[] =>
  items.filter((item) => item !== undefined);

/** Calls they are seen by, and those in which something was booked for them. */
const callIdsOf = (customer: Customer, appointments: readonly Appointment[]): CallId[] => [
  ...new Set([
    ...idsIn(customer.calls).map((id) => CallId.parse(id)),
    ...present(appointments.map(({ callId }) => callId)),
  ]),
];

const namesOf = ({ name }: Customer, appointments: readonly Appointment[]): string[] => [
  ...new Set(present([name, ...appointments.map(({ customer }) => customer.name)])),
];

/** What each route about customers does. One of them is at most 20 Queries and 42 reads, whatever they did. */
export const customerAnswers = ({ of }: CustomerDeps): Answers<typeof customerRoutes> => ({
  async listCustomers({ path: { businessId }, query: { words, ...wanted } }) {
    const { lists, consents } = await of(businessId);
    const isTold = matchWords(words);
    const { items, next } = await lists.customers(businessId, wanted, ({ name: text, phone }) =>
      isTold({ text, phone }),
    );
    const phones = items.map(({ phone }) => phone);
    const said = await consents.findAll(businessId, phones);
    return { items: items.map((customer) => ({ ...customer, consent: said.get(customer.phone) })), next };
  },

  async showCustomer({ path: { businessId, customerId } }) {
    const { customers, consents, calls, lists } = await of(businessId);
    const customer = await customers.find(businessId, customerId);
    if (!customer) throw new Refusal('customer_not_found');
    const [consent, ...stories] = await Promise.all([
      consents.find(businessId, customer.phone),
      ...idsIn(customer.appointments).map((id) => lists.story(businessId, AppointmentId.parse(id))),
    ]);
    const known = present(stories);
    const appointments = known.map(({ appointment }) => appointment);
    const called = await Promise.all(
      callIdsOf(customer, appointments).map((id) => calls.find(businessId, id)),
    );
    const latestFirst = present(called).toSorted((one, other) =>
      (other.startedAt ?? '').localeCompare(one.startedAt ?? ''),
    );
    return {
      customer,
      names: namesOf(customer, appointments),
      calls: latestFirst.slice(0, MOST_IN_SIGHT),
      appointments,
      texts: seenTexts(known.flatMap(({ texts }) => texts)),
      consent,
      agreements: known.map(({ appointment, texts }) =>
        agreementOf(
          appointment,
          texts,
          present(called).find(({ id }) => id === appointment.callId),
        ),
      ),
    };
  },
});
