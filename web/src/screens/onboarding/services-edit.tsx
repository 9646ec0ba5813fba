import { Button, Stack, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { businessQuery, useBusiness } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { faultsWithin, refusedFields } from '../../ui/faults.ts';
import { notify } from '../../ui/notify.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useFaults } from '../../ui/use-faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { inOrder, type OpeningSpan, type Service, trimmed } from '../business-fields/described.ts';
import { hoursFacts, serviceFacts } from '../business-fields/described-facts.ts';
import { hoursFaults, serviceFaults } from '../business-fields/field-faults.ts';
import { HoursFields } from '../business-fields/hours-fields.tsx';
import { ServiceFields } from '../business-fields/service-fields.tsx';
import { Meanwhile } from '../settings/meanwhile.tsx';
import { type Business, ChangedMeanwhile, type Changes, saveSettings } from '../settings/save-settings.ts';
import { SaidForm } from './said-form.tsx';

type Shown = Pick<Business, 'services' | 'hours' | 'settingsVersion'>;

/** As somebody found it. */
const foundIn = ({ services, hours, settingsVersion }: Shown): Shown => ({
  services,
  hours,
  settingsVersion,
});

const shownOf = ({ services, hours }: Pick<Business, 'services' | 'hours'>) => ({
  services: trimmed(services),
  hours: inOrder(hours),
});

type Typed = { readonly services: readonly Service[]; readonly hours: readonly OpeningSpan[] };

/** Changes services and hours before they are confirmed. */
export const ServicesEdit = ({ onClose }: { readonly onClose: () => void }) => {
  const words = useMessages();
  const { onboarding, businessFields, app } = words;
  const means = useMeans();
  const business = useBusiness();
  const businessId = business.id;
  const query = businessQuery(means, businessId);
  const { draft, change, forget } = useDraft(`services.${businessId}`, () => {
    const { services, hours } = business;
    return { services, hours, base: foundIn(business) };
  });
  const wrong = useFaults(({ services, hours }: Typed) => ({
    ...serviceFaults(services, words),
    ...hoursFaults(hours, words),
  }));
  const type = (part: Partial<Pick<Business, 'services' | 'hours'>>) => {
    change(part);
    wrong.changed({ ...draft, ...part });
  };
  const lost = useRef<Changes[]>([]);
  const save = useMutation({
    mutationFn: (base: Shown) =>
      saveSettings({
        send: (version, sent) =>
          means.owner.changeBusiness({ path: { businessId }, body: { ...sent, settingsVersion: version } }),
        read: () => means.queries.fetchQuery({ ...query, staleTime: 0, retry: false }),
        shownOf,
        mayBeOurs: lost.current,
        onMayHaveArrived: (sent) => lost.current.push(sent),
      })({ ...business, ...base }, shownOf(draft)),
    onError: (error) => wrong.show(refusedFields(error, businessFields.refused)),
    onSuccess: (saved) => {
      forget();
      means.queries.setQueryData(query.queryKey, saved);
      notify(app.saved);
      onClose();
    },
  });
  /** What somebody else has made of it, where that is why it was not saved. */
  const theirs = save.error instanceof ChangedMeanwhile ? save.error.theirs : undefined;
  const submit = () => {
    if (!wrong.find(draft)) save.mutate(draft.base);
  };
  const saveOnTop = (their: Business) => {
    change({ base: foundIn(their) });
    save.mutate(foundIn(their));
  };
  const takeTheirs = (their: Business) => {
    const { services, hours } = their;
    change({ services, hours, base: foundIn(their) });
    wrong.forget();
    save.reset();
  };
  const leave = () => {
    forget();
    onClose();
  };
  return (
    <SaidForm
      onSubmit={submit}
      saying={{ isPending: save.isPending, error: theirs ? null : save.error }}
      submit={onboarding.services.save}
      others={
        <Button variant="default" onClick={leave}>
          {app.cancel}
        </Button>
      }
    >
      <Stack gap="xs" component="section" aria-label={businessFields.services}>
        <Title order={3} size="h6">
          {businessFields.services}
        </Title>
        <ServiceFields
          value={draft.services}
          onChange={(changed) => type({ services: [...changed] })}
          faults={faultsWithin(wrong.faults, 'services')}
        />
      </Stack>
      <Stack gap="xs" component="section" aria-label={businessFields.hours}>
        <Title order={3} size="h6">
          {businessFields.hours}
        </Title>
        <HoursFields
          value={draft.hours}
          onChange={(changed) => type({ hours: [...changed] })}
          faults={faultsWithin(wrong.faults, 'hours')}
        />
      </Stack>
      {theirs && (
        <Meanwhile
          facts={[...serviceFacts(theirs.services), ...hoursFacts(theirs.hours, words)]}
          onTop={() => saveOnTop(theirs)}
          onTheirs={() => takeTheirs(theirs)}
        />
      )}
    </SaidForm>
  );
};
