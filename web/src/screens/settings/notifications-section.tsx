import { Checkbox, Text } from '@mantine/core';
import type { Fact } from '../../ui/facts.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Business, Changes } from './save-settings.ts';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { type Part, useSectionDraft } from './use-section-draft.ts';

/** Whether an e-mail goes out for each new appointment. */
const PART: Part<boolean> = {
  take: ({ notifications }) => notifications.newAppointment.includes('email'),
  changes: (byEmail): Changes => ({ notifications: { newAppointment: byEmail ? ['email'] : [] } }),
};

export const NotificationsSection = () => {
  const words = useMessages().settings.notifications;
  const form = useSectionDraft(PART);
  const facts = ({ notifications }: Business): readonly Fact[] => [
    [words.newAppointment, notifications.newAppointment.includes('email') ? words.byEmail : words.not],
  ];
  return (
    <SectionPage section="notifications">
      <SectionForm form={form} facts={facts}>
        <Checkbox
          label={words.newAppointmentByEmail}
          description={words.to(form.now.owner.email)}
          styles={{ description: { overflowWrap: 'anywhere' } }}
          checked={form.draft}
          onChange={({ currentTarget }) => form.change(currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          {words.always}
        </Text>
      </SectionForm>
    </SectionPage>
  );
};
