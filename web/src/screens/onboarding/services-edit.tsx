import { Button, Stack, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { businessQuery, useBusiness } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { type Faults, faultsWithin, refusedFields } from '../../ui/faults.ts';
import { notify } from '../../ui/notify.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { withIds } from '../business-fields/described.ts';
import { hoursFaults, serviceFaults } from '../business-fields/field-faults.ts';
import { HoursFields } from '../business-fields/hours-fields.tsx';
import { ServiceFields } from '../business-fields/service-fields.tsx';
import { SaidForm } from './said-form.tsx';

/** Changes services and hours before they are confirmed. */
export const ServicesEdit = ({ onClose }: { readonly onClose: () => void }) => {
  const words = useMessages();
  const { onboarding, businessFields, app } = words;
  const means = useMeans();
  const { id: businessId, services, hours, settingsVersion } = useBusiness();
  const { draft, change, forget } = useDraft(`services.${businessId}`, () => ({
    services,
    hours,
    settingsVersion,
  }));
  const [faults, setFaults] = useState<Faults>({});
  const save = useMutation({
    mutationFn: () =>
      means.owner.changeBusiness({
        path: { businessId },
        body: {
          services: withIds(draft.services),
          hours: draft.hours,
          settingsVersion: draft.settingsVersion,
        },
      }),
    onError: (error) => setFaults(refusedFields(error, businessFields.refused)),
    onSuccess: (business) => {
      forget();
      means.queries.setQueryData(businessQuery(means, businessId).queryKey, business);
      notify(app.saved);
      onClose();
    },
  });
  const submit = () => {
    const found = { ...serviceFaults(draft.services, words), ...hoursFaults(draft.hours, words) };
    setFaults(found);
    if (Object.keys(found).length === 0) save.mutate();
  };
  const leave = () => {
    forget();
    onClose();
  };
  return (
    <SaidForm
      onSubmit={submit}
      saying={save}
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
    </SaidForm>
  );
};
