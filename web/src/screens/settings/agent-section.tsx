import { Blockquote, Text, Textarea } from '@mantine/core';
import type { Fact } from '../../ui/facts.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { AgentState } from './agent-state.tsx';
import { greetingChanges, greetingFaults, openingWith, takeGreeting } from './drafts/greeting-draft.ts';
import type { Business } from './save-settings.ts';
import { SectionForm, Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

export const AgentSection = () => {
  const words = useMessages().settings.agent;
  const form = useSectionDraft({
    take: takeGreeting,
    changes: greetingChanges,
    faults: greetingFaults(words),
  });
  const { draft, now, change, faults } = form;
  const facts = ({ greeting, opening }: Business): readonly Fact[] => [
    [words.greeting, greeting ?? words.usual],
    [words.preview, opening],
  ];
  return (
    <SectionPage section="agent">
      <Subsection title={words.hearTitle}>
        <AgentState />
      </Subsection>
      <Subsection title={words.greetingTitle}>
        <SectionForm form={form} facts={facts}>
          <Textarea
            label={words.greeting}
            description={words.greetingHint}
            placeholder={words.usualWords(now.name)}
            maxLength={200}
            rows={2}
            value={draft}
            error={faults.greeting}
            // One line when it is spoken.
            onChange={({ currentTarget }) => change(currentTarget.value.replaceAll(/\s*\n\s*/g, ' '))}
          />
          <div>
            <Text size="sm" fw={500}>
              {words.preview}
            </Text>
            <Blockquote p="sm" mt={4} aria-live="polite" data-testid="opening">
              {openingWith(now, draft, words.usualWords(now.name))}
            </Blockquote>
            <Text size="xs" c="dimmed" mt={4}>
              {words.previewHint}
            </Text>
          </div>
        </SectionForm>
      </Subsection>
    </SectionPage>
  );
};
