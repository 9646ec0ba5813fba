import * as z from 'zod';
import { BusinessId } from '../ids.ts';
import { email, words } from './shapes.ts';

/** What a job brings in on average, in cents: the owner's own figure, which only insights go by. */
export const jobValueField = z.number().int().min(0).max(100_000_000).nullable().meta({
  description: "What a job brings in on average: the owner's own figure; null: not known",
});

const time = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/);

/** A span of opening in the business's wall time; `closes` at or before `opens` ends on the next day. */
export const OpeningSpan = z
  .strictObject({
    weekday: z.number().int().min(0).max(6).meta({ description: '0 is Sunday' }),
    opens: time,
    closes: time.or(z.literal('24:00')),
  })
  .meta({ id: 'OpeningSpan' });

export const ServiceShape = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    name: words(80),
    durationMinutes: z.number().int().min(15).max(900).multipleOf(15),
    jobValueCents: jobValueField.optional().meta({
      description: 'What such a job brings in; absent or null: what any job does',
    }),
  })
  .meta({ id: 'Service' });

export const CrewShape = z
  .strictObject({ id: z.string().regex(/^[a-z]{1,2}$/), name: words(80) })
  .meta({ id: 'Crew' });

export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'E.164');

/** What an owner says of the business, each field by itself. */
export const profileFields = {
  name: words(120),
  trade: words(60),
  address: words(240),
  worksAt: z.enum(['customer', 'premises']),
  zone: z.string().min(1).max(64).meta({ description: 'IANA zone' }),
};

export const ownerFields = { email, phones: z.array(phone).max(5), transferNumber: phone };

/** Without what speech engines and Retell read as markup or fill in, and without what is not heard. */
export const greetingField = words(200)
  .regex(/^[^<>{}[\]\\`|\p{C}\p{Zl}\p{Zp}]*$/u, 'plain words, without markup and placeholders')
  .nullable()
  .meta({ description: 'How the agent greets; null: in the usual words' });

/** By which means owners hear of what; an empty list: they do not. Codes and matters of money are no notifications. */
export const notificationsField = z
  .strictObject({ newAppointment: z.array(z.literal('email')).max(1) })
  .partial();

export const hoursField = z.array(OpeningSpan).min(1).max(50);
export const servicesField = z.array(ServiceShape).min(1).max(50);
export const crewsField = z.array(CrewShape).min(1).max(8);

/** A business as it is described when it is opened. */
export const NewBusiness = z.strictObject({
  ...profileFields,
  owner: z.strictObject(ownerFields),
  hours: hoursField,
  services: servicesField,
  crews: crewsField,
});

/** A business as its owner sees it. */
export const BusinessShape = z
  .object({
    id: BusinessId,
    ...profileFields,
    owner: z.object(ownerFields),
    hours: z.array(OpeningSpan),
    services: z.array(ServiceShape),
    crews: z.array(CrewShape),
    startEveryMinutes: z.number().int(),
    noticeMinutes: z.number().int(),
    horizonDays: z.number().int(),
    greeting: z.string().nullable().meta({ description: 'null: in the usual words' }),
    opening: z.string().meta({
      description: 'What the agent says first: the greeting, then that it is an AI and may be recorded',
    }),
    jobValueCents: jobValueField,
    notifications: z.object({ newAppointment: z.array(z.literal('email')) }),
    settingsVersion: z.number().int().meta({ description: 'To be sent with the next change' }),
    isReachable: z.boolean().meta({ description: 'Whether it has a number that an agent answers' }),
    numbers: z.array(z.string()),
  })
  .meta({ id: 'Business' });
