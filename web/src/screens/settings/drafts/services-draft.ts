import type { Faults } from '../../../ui/faults.ts';
import { isCalledTwice } from '../../business-fields/described.ts';
import type { Business, Changes } from '../save-settings.ts';

export type Service = Business['services'][number];
export type Crew = Business['crews'][number];

export const takeServices = ({ services }: Business): readonly Service[] => services;

export const servicesChanges = (draft: readonly Service[]): Changes => ({
  services: draft.map(({ id, name, durationMinutes, jobValueCents }) => ({
    id,
    name: name.trim(),
    durationMinutes,
    // Not shown here, and not lost by being left out.
    ...(jobValueCents !== undefined && { jobValueCents }),
  })),
});

type Words = { readonly required: string; readonly twice: string };

const nameFaults = (list: 'services' | 'crews', draft: readonly Service[] | readonly Crew[], words: Words) =>
  draft.flatMap(({ name }, place) => {
    const path = `${list}.${place}.name`;
    if (name.trim() === '') return [[path, words.required] as const];
    const isTwice = list === 'services' && isCalledTwice(draft as readonly Service[], place);
    return isTwice ? [[path, words.twice] as const] : [];
  });

/** The agent names a service by its name or its id: no other may be called by either. */
export const servicesFaults =
  (words: Words) =>
  (draft: readonly Service[]): Faults =>
    Object.fromEntries(nameFaults('services', draft, words));

/** Made by us, said to nobody, and kept for as long as there is the service, whatever it is called. */
export const newService = (): Service => ({
  id: `service-${crypto.randomUUID().slice(0, 8)}`,
  name: '',
  durationMinutes: 60,
});

export const takeCrews = ({ crews }: Business): readonly Crew[] => crews;

export const crewsChanges = (draft: readonly Crew[]): Changes => ({
  crews: draft.map(({ id, name }) => ({ id, name: name.trim() })),
});

export const crewsFaults =
  (words: Words) =>
  (draft: readonly Crew[]): Faults =>
    Object.fromEntries(nameFaults('crews', draft, words));

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Two letters by chance: those of somebody who has left still stand with appointments of theirs. */
export const newCrew = (crews: readonly Crew[]): Crew => {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint8Array(2));
  const id = `${LETTERS[one % 26]}${LETTERS[other % 26]}`;
  return crews.some((crew) => crew.id === id) ? newCrew(crews) : { id, name: '' };
};
