import type { OwnerApi } from '../../api/make-api.ts';
import type { Messages } from '../../messages/messages.ts';
import type { Faults } from '../../ui/faults.ts';
import { asE164, isPhone } from '../../ui/phone.ts';

export type Sender = Parameters<OwnerApi['registerTexting']>[0]['body'];

/** Who sends the texts, as somebody types it. */
export type SenderDraft = {
  readonly kind: 'company' | 'sole';
  readonly vertical: Sender['vertical'];
} & Readonly<
  Record<
    | 'legalName'
    | 'displayName'
    | 'ein'
    | 'firstName'
    | 'lastName'
    | 'street'
    | 'city'
    | 'state'
    | 'postalCode'
    | 'phone'
    | 'mobilePhone'
    | 'email'
    | 'website',
    string
  >
>;

export const STATES =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR'.split(
    ' ',
  );

const einOf = (text: string): string => text.replaceAll(/[\s-]/g, '');

/** As it is sent: a company by its EIN, a sole proprietor by both names and the phone for the PIN. */
export const senderOf = (draft: SenderDraft): Sender => {
  const { kind, ein, firstName, lastName, mobilePhone, website, phone, ...rest } = draft;
  const isSole = kind === 'sole';
  return {
    ...rest,
    postalCode: rest.postalCode.trim(),
    phone: asE164(phone),
    ...(!isSole && { ein: einOf(ein) }),
    ...(isSole && { firstName, lastName }),
    ...(isSole && mobilePhone.trim() !== '' && { mobilePhone: asE164(mobilePhone) }),
    ...(website.trim() !== '' && { website: website.trim() }),
  };
};

const isWebsite = (text: string): boolean => URL.canParse(text) && /^https?:/.test(text);

/** What is missing or cannot be. */
export const senderFaults = (draft: SenderDraft, { app, businessFields, onboarding }: Messages): Faults => {
  const words = onboarding.texting;
  const isSole = draft.kind === 'sole';
  const needed = [
    'legalName',
    'displayName',
    'street',
    'city',
    'state',
    'postalCode',
    'phone',
    'email',
    ...(isSole ? (['firstName', 'lastName'] as const) : (['ein'] as const)),
  ] as const;
  const when = (isWrong: boolean, path: string, word: string): Faults => (isWrong ? { [path]: word } : {});
  return {
    ...when(!isSole && !/^\d{9}$/.test(einOf(draft.ein)), 'ein', words.einWrong),
    ...when(!/^\d{5}(-\d{4})?$/.test(draft.postalCode.trim()), 'postalCode', words.postalCodeWrong),
    ...when(!isPhone(draft.phone), 'phone', businessFields.invalidPhone),
    ...when(
      isSole && draft.mobilePhone.trim() !== '' && !isPhone(draft.mobilePhone),
      'mobilePhone',
      businessFields.invalidPhone,
    ),
    ...when(draft.website.trim() !== '' && !isWebsite(draft.website.trim()), 'website', words.websiteWrong),
    ...Object.assign({}, ...needed.map((name) => when(draft[name].trim() === '', name, app.required))),
  };
};
