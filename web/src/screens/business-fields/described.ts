import type { ToAsk } from '../../../../functions/contracts/api/client.ts';
import type { peopleRoutes } from '../../../../functions/contracts/api/people.ts';

/** A business as its owner describes it. */
export type Described = ToAsk<(typeof peopleRoutes)['openBusiness']>['body'];
export type Service = Described['services'][number];
export type OpeningSpan = Described['hours'][number];
export type Crew = Described['crews'][number];

export const MOST_SERVICES = 50;
export const MOST_CREWS = 8;

const CREW_IDS = 'abcdefgh';

/** One more of those who do the work, by an id that none of the others has. */
export const withCrew = (crews: readonly Crew[], name = ''): readonly Crew[] => {
  const id = [...CREW_IDS].find((letter) => !crews.some((crew) => crew.id === letter));
  return id === undefined ? crews : [...crews, { id, name }];
};

const plain = (name: string): string => name.trim().toLowerCase();

/** Whether another service is called the same, or by its id: callers could mean either. */
export const isCalledTwice = (services: readonly Service[], place: number): boolean => {
  const said = plain(services[place]?.name ?? '');
  return services.some(({ id, name }, other) => other !== place && (plain(name) === said || id === said));
};

const idFor = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 30) || 'service';

/** Services as they are sent: new ones, which have no id yet, get one of their name that means no other. */
export const withIds = (services: readonly Service[]): readonly Service[] => {
  const named = [...services];
  for (const [place, service] of services.entries()) {
    if (service.id !== '') continue;
    const others = named.filter((_, at) => at !== place);
    const isTaken = (wanted: string) =>
      others.some(({ id, name }) => id === wanted || plain(name) === wanted);
    const wanted = idFor(service.name);
    const candidates = [wanted, ...services.map((_, at) => `${wanted}-${at + 2}`)];
    named[place] = { ...service, id: candidates.find((id) => !isTaken(id)) ?? wanted };
  }
  return named;
};
