import { Group, NativeSelect, Radio, SimpleGrid, TextInput } from '@mantine/core';
import { useBusiness, useMe } from '../../app/business.ts';
import { refusedFields } from '../../ui/faults.ts';
import { formatPhone } from '../../ui/format.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useFaults } from '../../ui/use-faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { SaidForm } from './said-form.tsx';
import { type Sender, type SenderDraft, STATES, senderFaults, senderOf } from './sender-draft.ts';
import { useSaying } from './use-saying.ts';

type TextName = Exclude<keyof SenderDraft, 'kind' | 'vertical' | 'state'>;

/** Who sends the texts, for the registry of the carriers. What is typed stays for a correction. */
export const SenderForm = ({ onSent }: { readonly onSent?: () => void }) => {
  const messages = useMessages();
  const words = messages.onboarding.texting;
  const business = useBusiness();
  const me = useMe().data;
  const phone = formatPhone(business.owner.phones[0] ?? business.owner.transferNumber);
  const [firstName = '', ...lastNames] = (me?.name ?? '').split(' ');
  const { draft, change } = useDraft<SenderDraft>(`sender.${business.id}`, () => ({
    kind: 'company',
    vertical: 'PROFESSIONAL',
    legalName: business.name,
    displayName: business.name.slice(0, 60),
    ein: '',
    firstName,
    lastName: lastNames.join(' '),
    street: '',
    city: '',
    state: '',
    postalCode: '',
    phone,
    mobilePhone: '',
    email: business.owner.email,
    website: '',
  }));
  const wrong = useFaults((now: SenderDraft) => senderFaults(now, messages));
  const { faults } = wrong;
  const type = (part: Partial<SenderDraft>) => {
    change(part);
    wrong.changed({ ...draft, ...part });
  };
  const register = useSaying<Sender>((api, path, body) => api.registerTexting({ path, body }));
  const submit = () => {
    if (wrong.find(draft)) return;
    register.mutate(senderOf(draft), {
      onSuccess: () => onSent?.(),
      onError: (error) => wrong.show(refusedFields(error, messages.businessFields.refused)),
    });
  };
  const text = (name: TextName, label: string, rest: { description?: string; type?: string } = {}) => (
    <TextInput
      label={label}
      value={draft[name]}
      error={faults[name]}
      onChange={(event) => type({ [name]: event.currentTarget.value })}
      {...rest}
    />
  );
  const isSole = draft.kind === 'sole';
  return (
    <SaidForm onSubmit={submit} saying={register} submit={words.submit}>
      <Radio.Group
        label={words.kind}
        value={draft.kind}
        onChange={(kind) => type({ kind: kind as SenderDraft['kind'] })}
      >
        <Group mt="xs">
          <Radio value="company" label={words.company} />
          <Radio value="sole" label={words.sole} />
        </Group>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {text('legalName', words.legalName, { description: words.legalNameHint })}
        {text('displayName', words.displayName)}
        {!isSole && text('ein', words.ein, { description: words.einHint })}
        {isSole && text('firstName', words.firstName)}
        {isSole && text('lastName', words.lastName)}
        {text('street', words.street)}
        {text('city', words.city)}
        <NativeSelect
          label={words.state}
          data={['', ...STATES]}
          value={draft.state}
          error={faults.state}
          onChange={(event) => type({ state: event.currentTarget.value })}
        />
        {text('postalCode', words.postalCode)}
        {text('phone', words.phone, { type: 'tel' })}
        {isSole && text('mobilePhone', words.mobilePhone, { description: words.mobileHint, type: 'tel' })}
        {text('email', words.email, { type: 'email' })}
        {text('website', words.website, { description: words.websiteHint, type: 'url' })}
        <NativeSelect
          label={words.vertical}
          data={Object.entries(words.verticals).map(([value, label]) => ({ value, label }))}
          value={draft.vertical}
          onChange={(event) => type({ vertical: event.currentTarget.value as Sender['vertical'] })}
        />
      </SimpleGrid>
    </SaidForm>
  );
};
