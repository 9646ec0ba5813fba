import type { ToAsk } from '../../../../functions/contracts/api/client.ts';
import type { peopleRoutes } from '../../../../functions/contracts/api/people.ts';

/** A business as its owner describes it. */
export type Described = ToAsk<(typeof peopleRoutes)['openBusiness']>['body'];
export type Service = Described['services'][number];
export type OpeningSpan = Described['hours'][number];
export type Crew = Described['crews'][number];

export const MOST_SERVICES = 50;
export const MOST_CREWS = 8;
export const MOST_PHONES = 5;
/** As people read a week there; 0 is Sunday. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

/** Made by us, said to nobody, and kept for as long as there is the service, whatever it is called. */
export const newService = (): Service => ({
  id: `service-${crypto.randomUUID().slice(0, 8)}`,
  name: '',
  durationMinutes: 60,
});

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Two letters by chance: those of somebody who has left still stand with appointments of theirs. */
export const newCrew = (crews: readonly Crew[], name = ''): Crew => {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint8Array(2));
  const id = `${LETTERS[one % 26]}${LETTERS[other % 26]}`;
  return crews.some((crew) => crew.id === id) ? newCrew(crews, name) : { id, name };
};

const plain = (name: string): string => name.trim().toLowerCase();

/** Whether another service is called the same, or by its id: callers could mean either. */
export const isCalledTwice = (services: readonly Service[], place: number): boolean => {
  const said = plain(services[place]?.name ?? '');
  return services.some(({ id, name }, other) => other !== place && (plain(name) === said || id === said));
};

/** Names as they are sent; what else belongs to whatever has the name goes with it, shown or not. */
export const trimmed = <Named extends { readonly name: string }>(all: readonly Named[]): Named[] =>
  all.map((one) => ({ ...one, name: one.name.trim() }));

/** Spans as they are sent: in the order of the week. */
export const inOrder = (hours: readonly OpeningSpan[]): OpeningSpan[] =>
  hours.toSorted((one, next) => one.weekday - next.weekday || one.opens.localeCompare(next.opens));
