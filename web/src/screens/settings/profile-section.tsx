import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMeans } from '../../app/means.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { faultsWithin } from '../../ui/faults.ts';
import { formatPhone } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { PhoneFields } from '../business-fields/phone-fields.tsx';
import { tradePacksQuery } from '../business-fields/trade-packs.ts';
import { profileChanges, profileFaults, takeProfile } from './drafts/profile-draft.ts';
import type { Business } from './save-settings.ts';
import { SectionForm, Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

/** The one that a business has may be spelled in a way that browsers no longer list. */
const zonesWith = (zone: string): readonly string[] => (ZONES.includes(zone) ? ZONES : [zone, ...ZONES]);

export const ProfileSection = () => {
  const messages = useMessages();
  const { settings: words } = messages;
  const { profile } = words;
  const trades = useQuery(tradePacksQuery(useMeans())).data?.items ?? [];
  const form = useSectionDraft({
    take: takeProfile,
    changes: profileChanges,
    faults: profileFaults(messages),
  });
  const { draft, change, faults } = form;
  const facts = ({ name, trade, address, worksAt, zone, owner }: Business): readonly Fact[] => [
    [profile.name, name],
    [profile.trade, trade],
    [profile.address, address],
    [profile.worksAt, profile.worksAtChoices[worksAt]],
    [profile.zone, zone],
    [profile.email, owner.email],
    [profile.phones, owner.phones.map(formatPhone).join(', ') || words.none],
    [profile.transferNumber, formatPhone(owner.transferNumber)],
  ];
  const text = (field: 'name' | 'trade' | 'address' | 'email' | 'transferNumber', path: string = field) => ({
    label: profile[field],
    value: draft[field],
    error: faults[path],
    required: true,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      change({ ...draft, [field]: currentTarget.value }),
  });
  return (
    <SectionPage section="profile">
      <SectionForm form={form} facts={facts}>
        <TextInput {...text('name')} description={profile.nameHint} maxLength={120} />
        <TextInput {...text('trade')} description={profile.tradeHint} maxLength={60} list="trades" />
        <datalist id="trades">
          {trades.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        <TextInput {...text('address')} description={profile.addressHint} maxLength={240} />
        <Radio.Group
          label={profile.worksAt}
          value={draft.worksAt}
          onChange={(worksAt) => change({ ...draft, worksAt: worksAt as Business['worksAt'] })}
        >
          <Stack gap="xs" mt="xs">
            {(['customer', 'premises'] as const).map((choice) => (
              <Radio key={choice} value={choice} label={profile.worksAtChoices[choice]} />
            ))}
          </Stack>
        </Radio.Group>
        <NativeSelect
          label={profile.zone}
          description={profile.zoneHint}
          value={draft.zone}
          error={faults.zone}
          data={[...zonesWith(draft.zone)]}
          onChange={({ currentTarget }) => change({ ...draft, zone: currentTarget.value })}
        />
        <Subsection title={profile.ownerTitle}>
          <TextInput {...text('email', 'owner.email')} description={profile.emailHint} type="email" />
          <TextInput
            {...text('transferNumber', 'owner.transferNumber')}
            description={profile.transferHint}
            type="tel"
          />
          <PhoneFields
            value={draft.phones}
            onChange={(phones) => change({ ...draft, phones })}
            faults={faultsWithin(faults, 'owner.phones')}
            hint={profile.phonesHint}
          />
        </Subsection>
      </SectionForm>
    </SectionPage>
  );
};
