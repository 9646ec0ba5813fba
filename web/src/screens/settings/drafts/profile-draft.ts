import type { Messages } from '../../../messages/messages.ts';
import { emailFault } from '../../../ui/email-fault.ts';
import type { Faults } from '../../../ui/faults.ts';
import { formatPhone } from '../../../ui/format.ts';
import { asE164, isPhone } from '../../../ui/phone.ts';
import { phoneFaults } from '../../business-fields/field-faults.ts';
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
  phones: owner.phones.map(formatPhone),
  transferNumber: formatPhone(owner.transferNumber),
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

/** Paths are the API's own, so that what it refuses and what is found here mark the same field. */
export const profileFaults =
  (words: Messages) =>
  (draft: ProfileDraft): Faults => {
    const { app, businessFields, settings } = words;
    const email = emailFault(draft.email, settings.emailFaults);
    const needed = (['name', 'trade', 'address'] as const).filter((field) => draft[field].trim() === '');
    return {
      ...Object.fromEntries(needed.map((field) => [field, app.required])),
      ...(email === undefined ? {} : { 'owner.email': email }),
      ...(isPhone(draft.transferNumber) ? {} : { 'owner.transferNumber': businessFields.invalidPhone }),
      ...phoneFaults(draft.phones, words),
    };
  };
