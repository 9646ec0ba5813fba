import { ActionIcon, Button, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMeans } from '../../app/means.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { formatPhone } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { tradePacksQuery } from '../business-fields/trade-packs.ts';
import { type ProfileDraft, profileChanges, profileFaults, takeProfile } from './drafts/profile-draft.ts';
import type { Business } from './save-settings.ts';
import { SectionForm, Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { type Drafted, useSectionDraft } from './use-section-draft.ts';

const MOST_PHONES = 5;
const ZONES = Intl.supportedValuesOf('timeZone');

/** The one that a business has may be spelled in a way that browsers no longer list. */
const zonesWith = (zone: string): readonly string[] => (ZONES.includes(zone) ? ZONES : [zone, ...ZONES]);

const Phones = ({ form }: { readonly form: Drafted<ProfileDraft> }) => {
  const { settings: words } = useMessages();
  const { draft, change, faultOf } = form;
  const put = (phones: readonly string[]) => change({ ...draft, phones });
  return (
    <Stack gap="xs">
      {draft.phones.map((phone, place) => (
        <Group key={place} align="flex-end" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            label={words.profile.phone(place + 1)}
            description={place === 0 ? words.profile.phonesHint : undefined}
            type="tel"
            value={phone}
            error={faultOf(`owner.phones.${place}`)}
            onChange={({ currentTarget }) =>
              put(draft.phones.map((one, at) => (at === place ? currentTarget.value : one)))
            }
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={words.profile.removePhone(place + 1)}
            onClick={() => put(draft.phones.filter((_, at) => at !== place))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {draft.phones.length < MOST_PHONES && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => put([...draft.phones, ''])}
          >
            {words.profile.addPhone}
          </Button>
        </Group>
      )}
    </Stack>
  );
};

export const ProfileSection = () => {
  const { app, settings: words } = useMessages();
  const { profile } = words;
  const trades = useQuery(tradePacksQuery(useMeans())).data?.items ?? [];
  const form = useSectionDraft({
    take: takeProfile,
    changes: profileChanges,
    faults: profileFaults({ required: app.required, phone: words.phoneFault, email: words.emailFault }),
  });
  const { draft, change, faultOf } = form;
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
    error: faultOf(path),
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
          error={faultOf('zone')}
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
          <Phones form={form} />
        </Subsection>
      </SectionForm>
    </SectionPage>
  );
};
