import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Problem } from '../../ui/problem.tsx';

/** A form of one step: what it asks, what was refused, and its one action. `others`: what else can be done. */
export const SaidForm = ({
  onSubmit,
  saying,
  submit,
  others,
  children,
}: {
  readonly onSubmit: () => void;
  readonly saying: { readonly isPending: boolean; readonly error: unknown };
  readonly submit: string;
  readonly others?: ReactNode;
  readonly children?: ReactNode;
}) => {
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {children}
        {saying.error !== null && <Problem error={saying.error} />}
        <Group gap="sm">
          <Button type="submit" loading={saying.isPending}>
            {submit}
          </Button>
          {others}
        </Group>
      </Stack>
    </form>
  );
};
