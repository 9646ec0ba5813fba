import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';

type Asked = {
  readonly title: string;
  /** What it means. */
  readonly children: ReactNode;
  readonly confirm: string;
  /** What has to be typed first, where it cannot be taken back. */
  readonly typed?: string;
  readonly isPending?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

const Question = ({ children, confirm, typed, isPending, error, onConfirm, onClose }: Asked) => {
  const { app, settings: words } = useMessages();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a form: React would hand the event on to the one around it.
    event.stopPropagation();
    onConfirm();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text component="div" size="sm">
          {children}
        </Text>
        {typed !== undefined && (
          <TextInput
            label={words.typeName(typed)}
            value={text}
            autoComplete="off"
            data-autofocus
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
        {error != null && <Problem error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {app.cancel}
          </Button>
          <Button
            type="submit"
            color="red.9"
            loading={isPending ?? false}
            disabled={typed !== undefined && text.trim() !== typed.trim()}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** Asks before something is done that is not taken back by a click, and says what it means. */
export const Confirm = (asked: Asked & { readonly isOpen: boolean }) => {
  return (
    <Modal opened={asked.isOpen} onClose={asked.onClose} title={asked.title} centered>
      <Question {...asked} />
    </Modal>
  );
};
