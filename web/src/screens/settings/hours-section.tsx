import { Text } from '@mantine/core';
import { faultsWithin } from '../../ui/faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { inOrder } from '../business-fields/described.ts';
import { hoursFacts } from '../business-fields/described-facts.ts';
import { hoursFaults } from '../business-fields/field-faults.ts';
import { HoursFields } from '../business-fields/hours-fields.tsx';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

export const HoursSection = () => {
  const words = useMessages();
  const form = useSectionDraft({
    take: ({ hours }) => hours,
    changes: (hours) => ({ hours: inOrder(hours) }),
    faults: (hours) => hoursFaults(hours, words),
  });
  return (
    <SectionPage section="hours">
      <SectionForm form={form} facts={({ hours }) => hoursFacts(hours, words)}>
        <Text size="sm">{words.settings.hours.zone(form.now.zone)}</Text>
        <HoursFields
          value={form.draft}
          onChange={(hours) => form.change([...hours])}
          faults={faultsWithin(form.faults, 'hours')}
        />
      </SectionForm>
    </SectionPage>
  );
};
