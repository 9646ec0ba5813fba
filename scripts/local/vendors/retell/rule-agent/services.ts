import { plain } from './words.ts';

export type ServiceMatch =
  | { readonly kind: 'one'; readonly service: string }
  | { readonly kind: 'several'; readonly services: readonly string[] }
  | { readonly kind: 'none' };

/** What people call things. Longer ways of saying it stand first, so that "water heater" is no heater. */
const THINGS: readonly (readonly [concept: string, said: RegExp])[] = [
  ['water-heater', /\b(?:(?:hot )?water (?:heater|tank)s?|hot water|boilers?)\b/g],
  ['cooling', /\b(?:a ?c|air con(?:ditioner|ditioners|ditioning)?|aircon|cooling|cools?|heat pumps?)\b/g],
  ['heating', /\b(?:furnaces?|heaters?|heating|heat|radiators?|freezing|cold (?:house|home|air)|no heat)\b/g],
  ['drain', /\b(?:drains?|clog(?:s|ged)?|block(?:ed|age)|backed up|backing up|sewer|sink)\b/g],
  ['leak', /\b(?:leak(?:s|ing|y|age)?|drip(?:s|ping)?|burst|pipes?|plumbing)\b/g],
  ['toilet', /\b(?:toilets?|flush(?:ing)?)\b/g],
  ['roof', /\b(?:roof(?:s|ing|er)?|shingles?|gutters?)\b/g],
  ['paint', /\b(?:paint(?:s|ing|er|ed)?)\b/g],
  ['teeth', /\b(?:dental|dentist|tooth|toothache|teeth|cavity|fillings?)\b/g],
  ['hair', /\b(?:hair ?cuts?|hair|trim|cut)\b/g],
  ['colour', /\b(?:colou?r(?:ing)?|dye|highlights|balayage)\b/g],
  ['electric', /\b(?:electric(?:al|ian)?|outlets?|wiring|breaker)\b/g],
  ['duct', /\b(?:ducts?|vents?)\b/g],
  ['thermostat', /\b(?:thermostats?)\b/g],
];

/** What is to be done with them: true of many services, so it only tips the balance. */
const DEEDS: readonly (readonly [concept: string, said: RegExp])[] = [
  [
    'maintenance',
    /\b(?:tune ?ups?|maintenance|check ?ups?|checked|inspect(?:ion|ed)?|servic(?:e|ing|ed)|clean(?:ing|ed)?)\b/g,
  ],
  [
    'repair',
    /\b(?:repair(?:s|ed|ing)?|fix(?:ed|ing)?|broken?|broke|stopped|(?:not|isn't|isnt|won't|doesn't|quit) (?:work|working|start|starting|turn|turning|come|coming)|died|dead|problem|trouble|noisy?|out)\b/g,
  ],
  ['install', /\b(?:install(?:ation|ed|ing)?|replac(?:e|ed|ement|ing)|new)\b/g],
  ['estimate', /\b(?:estimates?|quotes?|consult(?:ation)?|assessment)\b/g],
];

const THING_WEIGHT = 3;
const WORD_WEIGHT = 2;
const DEED_WEIGHT = 1;
const FILLER = new Set(
  'a an the and or of for to my your i we it is in on at need want with have can you please service appointment'.split(
    ' ',
  ),
);

type Concepts = ReadonlyMap<string, number>;

const stem = (word: string): string => word.replace(/(?:ings?|s|ed)$/, '');

const conceptsOf = (text: string): Concepts => {
  const found = new Map<string, number>();
  let rest = plain(text);
  const take = (concepts: typeof THINGS, weight: number): void => {
    for (const [concept, said] of concepts) {
      const without = rest.replace(said, ' ');
      if (without !== rest) found.set(concept, weight);
      rest = without;
    }
  };
  take(THINGS, THING_WEIGHT);
  take(DEEDS, DEED_WEIGHT);
  for (const word of rest.split(/[\s-]+/)) {
    if (word.length > 2 && !FILLER.has(word)) found.set(`=${stem(word)}`, WORD_WEIGHT);
  }
  return found;
};

/** The service a caller means, by shared words and by what people call things. */
export const matchService = (said: string, services: readonly string[]): ServiceMatch => {
  const spoken = plain(said);
  const exact = services.filter((service) => spoken.includes(plain(service)));
  const [longest] = [...exact].sort((a, b) => b.length - a.length);
  if (longest !== undefined) return { kind: 'one', service: longest };
  const wanted = conceptsOf(said);
  const scored = services
    .map((service) => {
      const offered = conceptsOf(service);
      const shared = [...wanted].filter(([concept]) => offered.has(concept));
      return { service, score: shared.reduce((sum, [, weight]) => sum + weight, 0) };
    })
    .filter(({ score }) => score > 0);
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const winners = scored.filter(({ score }) => score === best).map(({ service }) => service);
  const [winner] = winners;
  if (winner === undefined) return { kind: 'none' };
  return winners.length === 1 ? { kind: 'one', service: winner } : { kind: 'several', services: winners };
};
