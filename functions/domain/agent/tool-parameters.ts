import * as z from 'zod/mini';
import {
  BookAppointmentArguments,
  LookupAvailabilityArguments,
  SendBookingSmsArguments,
} from '../../contracts/tools.ts';

type Explained<Arguments> = { readonly [Name in keyof Required<Arguments>]: string };

/** What the model should know of each argument; one that is added or taken away breaks the build here. */
const LOOKUP: Explained<LookupAvailabilityArguments> = {
  service: 'One of the listed services, by its name',
  date_from: 'First day, YYYY-MM-DD, in the time zone of the business; left out: today',
  date_to: 'Last day, YYYY-MM-DD, inclusive',
  part_of_day: 'Only if the caller asked for it',
  time: 'Wall time HH:MM, 24 hours, only if the caller named one',
};
const BOOK: Explained<BookAppointmentArguments> = {
  slot_id: 'slot_id exactly as lookup_availability or book_appointment answered in this call',
  service: 'The same service as in the lookup',
  customer_name: 'As the caller confirmed it',
  customer_phone: 'The number that the caller confirmed, E.164 or as spoken',
  address: 'Where the visit is, if the business goes to its customers',
  notes: 'What the caller said of the matter, short',
  sms_consent: 'true only if the caller agreed to a text',
};
const SEND: Explained<SendBookingSmsArguments> = { booking_id: 'booking_id as book_appointment answered' };

type Schema = {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
};

/** JSON Schema of what a tool's schema accepts, so that there is one truth of it. What vendors do not read is left out. */
const parametersOf = (schema: z.ZodMiniType, explained: Readonly<Record<string, string>>) => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as Schema;
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        { ...property, description: explained[name] },
      ]),
    ),
    required,
  };
};

export const toolParameters = {
  lookup_availability: parametersOf(LookupAvailabilityArguments, LOOKUP),
  book_appointment: parametersOf(BookAppointmentArguments, BOOK),
  send_booking_sms: parametersOf(SendBookingSmsArguments, SEND),
} as const;
