import type { ApiClient } from '../../../../functions/contracts/api/client.ts';
import type { peopleRoutes } from '../../../../functions/contracts/api/people.ts';
import type { Messages } from '../../messages/messages.ts';
import type { Faults } from '../../ui/faults.ts';
import { asE164, isPhone } from '../../ui/phone.ts';
import {
  type Crew,
  type Described,
  newCrew,
  type OpeningSpan,
  type Service,
} from '../business-fields/described.ts';
import { crewFaults, hoursFaults, phoneFaults, serviceFaults } from '../business-fields/field-faults.ts';

export type TradePack = Awaited<
  ReturnType<ApiClient<typeof peopleRoutes>['listTradePacks']>
>['items'][number];

/** A business that somebody is describing. */
export type OpenDraft = {
  readonly step: number;
  readonly packId: string;
  readonly ownTrade: string;
  readonly name: string;
  readonly address: string;
  readonly worksAt: Described['worksAt'];
  readonly zone: string;
  readonly isZoneSure: boolean;
  readonly email: string;
  readonly phones: readonly string[];
  readonly isSameTransfer: boolean;
  readonly transferNumber: string;
  readonly services: readonly Service[];
  readonly hours: readonly OpeningSpan[];
  readonly crews: readonly Crew[];
  /** Of the request that opens it: the same until it is known that nothing came of it. */
  readonly key: string;
};

/** The pack of a trade that has none of its own. */
export const GENERAL = 'general';

export const newDraft = (me: { readonly email: string; readonly name: string } | undefined): OpenDraft => ({
  step: 0,
  packId: '',
  ownTrade: '',
  name: '',
  address: '',
  worksAt: 'customer',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  isZoneSure: false,
  email: me?.email ?? '',
  phones: [''],
  isSameTransfer: true,
  transferNumber: '',
  services: [],
  hours: [],
  crews: [newCrew([], me?.name)],
  key: crypto.randomUUID(),
});

const fillingOf = ({ worksAt, services, hours }: Pick<TradePack, 'worksAt' | 'services' | 'hours'>) => ({
  worksAt,
  services,
  hours,
});

const isFilledBy = (draft: OpenDraft, pack: TradePack | undefined): boolean =>
  pack === undefined
    ? draft.services.length === 0 && draft.hours.length === 0
    : JSON.stringify([draft.services, draft.hours]) === JSON.stringify([pack.services, pack.hours]);

/** What changes with another trade: what the pack before has filled in, and nothing that somebody has typed. */
export const withPack = (
  draft: OpenDraft,
  packs: readonly TradePack[],
  packId: string,
): Partial<OpenDraft> => {
  const before = packs.find(({ id }) => id === draft.packId);
  const pack = packs.find(({ id }) => id === packId);
  return { packId, ...(pack && isFilledBy(draft, before) && fillingOf(pack)) };
};

/** Undefined where the draft has them already. */
export const usualOf = (draft: OpenDraft, pack: TradePack | undefined): Partial<OpenDraft> | undefined =>
  pack && !isFilledBy(draft, pack) ? fillingOf(pack) : undefined;

/** As it is sent. */
export const bodyOf = (draft: OpenDraft): Described => {
  const { packId, ownTrade, name, address, worksAt, zone, email, services, hours, crews } = draft;
  const phones = draft.phones.filter((phone) => phone.trim() !== '').map(asE164);
  return {
    name,
    address,
    worksAt,
    zone,
    services,
    hours,
    crews,
    trade: packId === GENERAL && ownTrade.trim() !== '' ? ownTrade : packId,
    owner: {
      email,
      phones,
      transferNumber: draft.isSameTransfer ? (phones[0] ?? '') : asE164(draft.transferNumber),
    },
  };
};

/** Which fields are on which step, by how their paths begin. */
const PATHS: readonly (readonly string[])[] = [
  ['trade'],
  ['name', 'address', 'worksAt', 'zone'],
  ['owner'],
  ['services'],
  ['hours', 'crews'],
];

const isOn = (step: number) => (path: string) =>
  PATHS[step]?.some((part) => path === part || path.startsWith(`${part}.`)) ?? false;

export const STEPS = PATHS.length;

/** The first step with something wrong on it. */
export const stepOf = (faults: Faults): number | undefined => {
  const found = PATHS.findIndex((_, step) => Object.keys(faults).some(isOn(step)));
  return found < 0 ? undefined : found;
};

/** What is missing on a step, as far as that is seen without asking. */
export const stepFaults = (draft: OpenDraft, step: number, words: Messages): Faults => {
  const { app, businessFields, openBusiness } = words;
  const missing = (path: string, text: string): Faults =>
    text.trim() === '' ? { [path]: app.required } : {};
  const phone = (path: string, text: string): Faults =>
    text.trim() === '' || isPhone(text) ? {} : { [path]: businessFields.invalidPhone };
  const all: Faults = {
    ...missing('trade', draft.packId),
    ...missing('name', draft.name),
    ...missing('address', draft.address),
    ...(draft.isZoneSure ? {} : { zone: openBusiness.zoneUnsure }),
    ...missing('zone', draft.zone),
    ...missing('owner.email', draft.email),
    ...phoneFaults(draft.phones, words),
    ...missing('owner.phones.0', draft.phones[0] ?? ''),
    ...(draft.isSameTransfer
      ? {}
      : {
          ...phone('owner.transferNumber', draft.transferNumber),
          ...missing('owner.transferNumber', draft.transferNumber),
        }),
    ...serviceFaults(draft.services, words),
    ...hoursFaults(draft.hours, words),
    ...crewFaults(draft.crews, words),
  };
  return Object.fromEntries(Object.entries(all).filter(([path]) => isOn(step)(path)));
};
