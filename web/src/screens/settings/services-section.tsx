import { useState } from 'react';
import { faultsWithin } from '../../ui/faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { type Service, trimmed } from '../business-fields/described.ts';
import { serviceFacts } from '../business-fields/described-facts.ts';
import { serviceFaults } from '../business-fields/field-faults.ts';
import { ServiceFields } from '../business-fields/service-fields.tsx';
import { Confirm } from './confirm.tsx';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

export const ServicesSection = () => {
  const messages = useMessages();
  const words = messages.settings.services;
  const form = useSectionDraft({
    take: ({ services }) => services,
    changes: (services) => ({ services: trimmed(services) }),
    faults: (services) => serviceFaults(services, messages),
  });
  const { draft, change } = form;
  const [toRemove, setToRemove] = useState<Service>();
  const isThere = (id: string) => form.now.services.some((one) => one.id === id);
  const drop = (id: string) => {
    change(draft.filter((one) => one.id !== id));
    setToRemove(undefined);
  };
  return (
    <SectionPage section="services">
      <SectionForm form={form} facts={({ services }) => serviceFacts(services)}>
        <ServiceFields
          value={draft}
          onChange={(services) => change([...services])}
          onRemove={(service) => (isThere(service.id) ? setToRemove(service) : drop(service.id))}
          faults={faultsWithin(form.faults, 'services')}
        />
      </SectionForm>
      <Confirm
        isOpen={toRemove !== undefined}
        title={words.removeTitle(toRemove?.name ?? '')}
        confirm={words.removeConfirm}
        onConfirm={() => toRemove && drop(toRemove.id)}
        onClose={() => setToRemove(undefined)}
      >
        {words.removeMeans}
      </Confirm>
    </SectionPage>
  );
};
