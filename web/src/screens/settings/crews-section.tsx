import { useState } from 'react';
import { faultsWithin } from '../../ui/faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { CrewFields } from '../business-fields/crew-fields.tsx';
import { type Crew, trimmed } from '../business-fields/described.ts';
import { crewFaults } from '../business-fields/field-faults.ts';
import { Confirm } from './confirm.tsx';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

export const CrewsSection = () => {
  const messages = useMessages();
  const { businessFields, settings } = messages;
  const words = settings.crews;
  const form = useSectionDraft({
    take: ({ crews }) => crews,
    changes: (crews) => ({ crews: trimmed(crews) }),
    faults: (crews) => crewFaults(crews, messages),
  });
  const { draft, change } = form;
  const [toRemove, setToRemove] = useState<Crew>();
  const isThere = (id: string) => form.now.crews.some((one) => one.id === id);
  const drop = (id: string) => {
    change(draft.filter((one) => one.id !== id));
    setToRemove(undefined);
  };
  return (
    <SectionPage section="crews">
      <SectionForm
        form={form}
        facts={({ crews }) => crews.map(({ name }, place) => [businessFields.crew(place + 1), name])}
      >
        <CrewFields
          value={draft}
          onChange={(crews) => change([...crews])}
          onRemove={(crew) => (isThere(crew.id) ? setToRemove(crew) : drop(crew.id))}
          faults={faultsWithin(form.faults, 'crews')}
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
