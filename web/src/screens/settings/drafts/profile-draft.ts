import type { Faults } from '../../../ui/faults.ts';
import { asE164, isPhone } from '../../../ui/phone.ts';
import type { Business, Changes } from '../save-settings.ts';

export type ProfileDraft = {
  readonly name: string;
  readonly trade: string;
  readonly address: string;
  readonly worksAt: Business['worksAt'];
  readonly zone: string;
  readonly email: string;
  readonly phones: readonly string[];
  readonly transferNumber: string;
};

export const takeProfile = ({ name, trade, address, worksAt, zone, owner }: Business): ProfileDraft => ({
  name,
  trade,
  address,
  worksAt,
  zone,
  email: owner.email,
  phones: owner.phones,
  transferNumber: owner.transferNumber,
});

export const profileChanges = (draft: ProfileDraft): Changes => ({
  name: draft.name.trim(),
  trade: draft.trade.trim(),
  address: draft.address.trim(),
  worksAt: draft.worksAt,
  zone: draft.zone,
  owner: {
    email: draft.email.trim().toLowerCase(),
    phones: draft.phones.filter((phone) => phone.trim() !== '').map(asE164),
    transferNumber: asE164(draft.transferNumber),
  },
});

type Words = { readonly required: string; readonly phone: string; readonly email: string };

/** Paths are the API's own, so that what it refuses and what is found here mark the same field. */
export const profileFaults =
  (words: Words) =>
  (draft: ProfileDraft): Faults => {
    const needed = (['name', 'trade', 'address'] as const).filter((field) => draft[field].trim() === '');
    const phones = draft.phones.flatMap((phone, place) =>
      phone.trim() === '' || isPhone(phone) ? [] : [[`owner.phones.${place}`, words.phone] as const],
    );
    return Object.fromEntries([
      ...needed.map((field) => [field, words.required] as const),
      ...(/^\S+@\S+\.\S+$/.test(draft.email.trim()) ? [] : [['owner.email', words.email] as const]),
      ...(isPhone(draft.transferNumber) ? [] : [['owner.transferNumber', words.phone] as const]),
      ...phones,
    ]);
  };
