import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { useMe, useRole } from '../../app/business.ts';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Meanwhile } from './meanwhile.tsx';
import type { Business } from './save-settings.ts';
import type { Drafted } from './use-section-draft.ts';

type Given<Draft> = {
  readonly form: Drafted<Draft>;
  /** What a business has here, in words: for those who only read it, and for what somebody else has saved meanwhile. */
  readonly facts: (business: Business) => readonly Fact[];
  readonly children: ReactNode;
};

const Editor = <Draft,>({ form, facts, children }: Given<Draft>) => {
  const { app, settings: words } = useMessages();
  const element = useRef<HTMLFormElement>(null);
  const { attempt, error, theirs } = form;
  useEffect(() => {
    if (attempt > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempt]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.save();
  };
  return (
    <form onSubmit={submit} noValidate ref={element}>
      <Stack>
        {children}
        {error && <Problem error={error} />}
        {theirs && (
          <Meanwhile facts={facts(theirs)} onTop={() => form.saveOnTop(theirs)} onTheirs={form.discard} />
        )}
        {!theirs && (
          <Group gap="xs">
            <Button type="submit" loading={form.isSaving} disabled={!form.isDirty}>
              {app.save}
            </Button>
            {form.isDirty && (
              <Button variant="default" onClick={form.discard} disabled={form.isSaving}>
                {words.discard}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
};

/** A section that owners edit and everybody else reads. */
export const SectionForm = <Draft,>(given: Given<Draft>) => {
  const { settings: words } = useMessages();
  const role = useRole();
  const me = useMe();
  return (
    <Loaded query={me}>
      {() =>
        role === 'owner' ? (
          <Card withBorder>
            <Editor {...given} />
          </Card>
        ) : (
          <Card withBorder>
            <Stack>
              <Text size="sm">{words.ownersChange}</Text>
              <Facts facts={given.facts(given.form.now)} />
            </Stack>
          </Card>
        )
      }
    </Loaded>
  );
};

/** A part of a section with a name of its own. */
export const Subsection = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Stack gap="sm">
    <Title order={2} size="h4">
      {title}
    </Title>
    {children}
  </Stack>
);
