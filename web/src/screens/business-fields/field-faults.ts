import type { Messages } from '../../messages/messages.ts';
import type { Faults } from '../../ui/faults.ts';
import { isPhone } from '../../ui/phone.ts';
import { minutesOf } from '../../ui/wall-time.ts';
import { type Crew, isCalledTwice, type OpeningSpan, type Service } from './described.ts';

type Words = Pick<Messages, 'app' | 'businessFields'>;

const when = (isWrong: boolean, path: string, word: string): Faults => (isWrong ? { [path]: word } : {});

export const serviceFaults = (services: readonly Service[], { app, businessFields }: Words): Faults =>
  Object.assign(
    when(services.length === 0, 'services', businessFields.noServices),
    ...services.map(({ name }, place) => ({
      ...when(isCalledTwice(services, place), `services.${place}.name`, businessFields.twice),
      ...when(name.trim() === '', `services.${place}.name`, app.required),
    })),
  );

const DAY = 24 * 60;

/** Minutes from the beginning of the week to that of the span, and from there to its end. */
const lineOf = ({ weekday, opens, closes }: OpeningSpan) => {
  const begins = minutesOf(opens);
  return { from: weekday * DAY + begins, lasts: (minutesOf(closes) - begins + DAY) % DAY || DAY };
};

const overlaps = (one: OpeningSpan, other: OpeningSpan): boolean => {
  const week = 7 * DAY;
  const [a, b] = [lineOf(one), lineOf(other)];
  return (b.from - a.from + week) % week < a.lasts || (a.from - b.from + week) % week < b.lasts;
};

export const hoursFaults = (hours: readonly OpeningSpan[], { businessFields }: Words): Faults =>
  Object.assign(
    when(hours.length === 0, 'hours', businessFields.noHours),
    ...hours.map((span, place) =>
      when(
        hours.slice(0, place).some((other) => overlaps(other, span)),
        `hours.${place}.opens`,
        businessFields.overlap,
      ),
    ),
  );

export const crewFaults = (crews: readonly Crew[], { app }: Words): Faults =>
  Object.assign(
    {},
    ...crews.map(({ name }, place) => when(name.trim() === '', `crews.${place}.name`, app.required)),
  );

/** Of numbers that may be left out: an empty field is none. */
export const phoneFaults = (phones: readonly string[], { businessFields }: Words): Faults =>
  Object.assign(
    {},
    ...phones.map((phone, place) =>
      when(phone.trim() !== '' && !isPhone(phone), `owner.phones.${place}`, businessFields.invalidPhone),
    ),
  );
