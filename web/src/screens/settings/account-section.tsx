import { Badge, Button, Card, Code, CopyButton, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { meQuery, useMe } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { notify } from '../../ui/notify.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Confirm } from './confirm.tsx';
import { Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';

/** In fours, as authenticator apps show it; spaces are no part of it. */
const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

const CodeOfApp = ({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) => {
  const { account: words } = useMessages().settings;
  const { people, queries } = useMeans();
  const [code, setCode] = useState('');
  const finish = useMutation({
    mutationFn: () => people.finishTotp({ body: { code } }),
    onSuccess: () => {
      // Asked for anew it would be told as it was: what the API knows of whom it lets in is up to a minute old.
      queries.setQueryData(meQuery({ people }).queryKey, (me) => me && { ...me, hasTotp: true });
      notify(words.appIsOn);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <List type="ordered" size="sm">
          <List.Item>{words.stepOpen}</List.Item>
          <List.Item>{words.stepSecret}</List.Item>
          <List.Item>{words.stepCode}</List.Item>
        </List>
        <Group gap="xs">
          <Code data-testid="secret" fz="md" style={{ overflowWrap: 'anywhere' }}>
            {inFours(secret)}
          </Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? words.copied : words.copySecret}
              </Button>
            )}
          </CopyButton>
        </Group>
        <TextInput
          label={words.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          w={200}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        {finish.error && <Problem error={finish.error} />}
        <Group>
          <Button type="submit" loading={finish.isPending}>
            {words.turnOn}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

const AuthenticatorApp = ({ hasTotp }: { readonly hasTotp: boolean }) => {
  const { account: words } = useMessages().settings;
  const { people } = useMeans();
  const begin = useMutation({ mutationFn: () => people.beginTotp() });
  return (
    <Card withBorder>
      <Stack>
        <Group gap="xs">
          <Badge variant="default">{hasTotp ? words.on : words.off}</Badge>
          <Text size="sm">{hasTotp ? words.onMeans : words.offMeans}</Text>
        </Group>
        {begin.data ? (
          <CodeOfApp secret={begin.data.secret} onDone={begin.reset} />
        ) : (
          <>
            {begin.error && <Problem error={begin.error} />}
            <Group>
              <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
                {hasTotp ? words.setUpAnew : words.setUp}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Card>
  );
};

const Sessions = () => {
  const { account: words } = useMessages().settings;
  const { people, session } = useMeans();
  const [isAsked, setIsAsked] = useState(false);
  const end = useMutation({ mutationFn: () => people.signOutEverywhere(), onSuccess: () => session.end() });
  return (
    <Card withBorder>
      <Stack>
        <Text size="sm">{words.sessionsMeans}</Text>
        <Group>
          <Button variant="default" onClick={() => setIsAsked(true)}>
            {words.endSessions}
          </Button>
        </Group>
      </Stack>
      <Confirm
        isOpen={isAsked}
        title={words.endTitle}
        confirm={words.endSessions}
        isPending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
        onClose={() => setIsAsked(false)}
      >
        {words.endMeans}
      </Confirm>
    </Card>
  );
};

/** Of whoever is signed in, at every business alike. */
export const AccountSection = () => {
  const { account: words } = useMessages().settings;
  const me = useMe();
  return (
    <SectionPage section="account">
      <Loaded query={me}>
        {({ name, email, hasTotp }) => (
          <Stack>
            <Card withBorder>
              <Facts
                facts={[
                  [words.name, name],
                  [words.email, email],
                ]}
              />
            </Card>
            <Subsection title={words.appTitle}>
              <AuthenticatorApp hasTotp={hasTotp} />
            </Subsection>
            <Subsection title={words.sessionsTitle}>
              <Sessions />
            </Subsection>
          </Stack>
        )}
      </Loaded>
    </SectionPage>
  );
};
