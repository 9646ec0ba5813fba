import type { Messages } from '../../messages/messages.ts';
import type { Faults } from '../../ui/faults.ts';
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

export const hoursFaults = (hours: readonly OpeningSpan[], { businessFields }: Words): Faults =>
  when(hours.length === 0, 'hours', businessFields.noHours);

export const crewFaults = (crews: readonly Crew[], { app }: Words): Faults =>
  Object.assign(
    {},
    ...crews.map(({ name }, place) => when(name.trim() === '', `crews.${place}.name`, app.required)),
  );
