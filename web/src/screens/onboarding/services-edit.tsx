import { Button, Stack, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { businessQuery, useBusiness } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { type Faults, faultsWithin, refusedFields } from '../../ui/faults.ts';
import { formatMinutes, formatWallTime, formatWeekday } from '../../ui/format.ts';
import { notify } from '../../ui/notify.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { withIds } from '../business-fields/described.ts';
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
  services: withIds(services),
  hours,
});

const factsOf = ({ services, hours }: Business): readonly Fact[] => [
  ...services.map(({ name, durationMinutes }) => [name, formatMinutes(durationMinutes)] as const),
  ...hours.map(
    ({ weekday, opens, closes }) =>
      [formatWeekday(weekday), `${formatWallTime(opens)} – ${formatWallTime(closes)}`] as const,
  ),
];

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
  const [faults, setFaults] = useState<Faults>({});
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
    onError: (error) => setFaults(refusedFields(error, businessFields.refused)),
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
    const found = { ...serviceFaults(draft.services, words), ...hoursFaults(draft.hours, words) };
    setFaults(found);
    if (Object.keys(found).length === 0) save.mutate(draft.base);
  };
  const saveOnTop = (their: Business) => {
    change({ base: foundIn(their) });
    save.mutate(foundIn(their));
  };
  const takeTheirs = (their: Business) => {
    const { services, hours } = their;
    change({ services, hours, base: foundIn(their) });
    setFaults({});
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
          onChange={(changed) => change({ services: [...changed] })}
          faults={faultsWithin(faults, 'services')}
        />
      </Stack>
      <Stack gap="xs" component="section" aria-label={businessFields.hours}>
        <Title order={3} size="h6">
          {businessFields.hours}
        </Title>
        <HoursFields
          value={draft.hours}
          onChange={(changed) => change({ hours: [...changed] })}
          faults={faultsWithin(faults, 'hours')}
        />
      </Stack>
      {theirs && (
        <Meanwhile
          facts={factsOf(theirs)}
          onTop={() => saveOnTop(theirs)}
          onTheirs={() => takeTheirs(theirs)}
        />
      )}
    </SaidForm>
  );
};
