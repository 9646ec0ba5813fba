import {
  Alert,
  Anchor,
  Button,
  Container,
  Group,
  Paper,
  Progress,
  Stack,
  Stepper,
  Text,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import { useMe } from '../../app/business.ts';
import { Offline } from '../../app/connectivity.tsx';
import { useMeans } from '../../app/means.tsx';
import { faultsWithin, refusedFields } from '../../ui/faults.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useFaults } from '../../ui/use-faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { CrewFields } from '../business-fields/crew-fields.tsx';
import { HoursFields } from '../business-fields/hours-fields.tsx';
import { ServiceFields } from '../business-fields/service-fields.tsx';
import { tradePacksQuery } from '../business-fields/trade-packs.ts';
import { AboutStep } from './about-step.tsx';
import { newDraft, type OpenDraft, STEPS, stepFaults, stepOf, type TradePack } from './open-draft.ts';
import { PhonesStep } from './phones-step.tsx';
import type { StepProps } from './step-props.ts';
import { TradeStep } from './trade-step.tsx';
import { useOpening } from './use-opening.ts';

const Where = ({ step }: { readonly step: number }) => {
  const { openBusiness: words } = useMessages();
  return (
    <>
      <Stepper active={step} size="xs" visibleFrom="sm" aria-hidden>
        {words.steps.map((name) => (
          <Stepper.Step
            key={name}
            label={name}
            allowStepClick={false}
            allowStepSelect={false}
            tabIndex={-1}
          />
        ))}
      </Stepper>
      <Progress hiddenFrom="sm" value={((step + 1) / STEPS) * 100} aria-label={words.progress} />
    </>
  );
};

const Fields = ({ packs, ...props }: StepProps & { readonly packs: readonly TradePack[] }) => {
  const { businessFields: words } = useMessages();
  const { draft, change, faults } = props;
  switch (draft.step) {
    case 0:
      return <TradeStep {...props} packs={packs} />;
    case 1:
      return <AboutStep {...props} />;
    case 2:
      return <PhonesStep {...props} />;
    case 3:
      return (
        <ServiceFields
          value={draft.services}
          onChange={(services) => change({ services })}
          faults={faultsWithin(faults, 'services')}
        />
      );
    default:
      return (
        <Stack gap="lg">
          <Stack gap="xs" component="section" aria-labelledby="open-hours">
            <Title order={3} size="h5" id="open-hours">
              {words.hours}
            </Title>
            <HoursFields
              value={draft.hours}
              onChange={(hours) => change({ hours })}
              faults={faultsWithin(faults, 'hours')}
            />
          </Stack>
          <Stack gap="xs" component="section" aria-labelledby="open-crews">
            <Title order={3} size="h5" id="open-crews">
              {words.crews}
            </Title>
            <CrewFields
              value={draft.crews}
              onChange={(crews) => change({ crews })}
              faults={faultsWithin(faults, 'crews')}
            />
          </Stack>
        </Stack>
      );
  }
};

const OpenForm = ({
  me,
  packs,
}: {
  readonly me: { readonly personId: string; readonly email: string; readonly name: string };
  readonly packs: readonly TradePack[];
}) => {
  const words = useMessages();
  const { openBusiness, app } = words;
  const { draft, change, forget } = useDraft<OpenDraft>(`open.${me.personId}`, () => newDraft(me));
  const wrong = useFaults((now: OpenDraft) => stepFaults(now, now.step, words));
  const { faults, attempt } = wrong;
  const opening = useOpening(draft, change, forget);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isLast = draft.step === STEPS - 1;

  const goTo = (step: number) => {
    wrong.forget();
    change({ step });
    heading.current?.focus();
  };
  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempt]);
  const type = (part: Partial<OpenDraft>) => {
    change(part);
    wrong.changed({ ...draft, ...part });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    opening.reset();
    if (wrong.find(draft)) return;
    if (!isLast) return goTo(draft.step + 1);
    opening.mutate(undefined, {
      onError: (error) => {
        const refused = refusedFields(error, words.businessFields.refused);
        change({ step: stepOf(refused) ?? draft.step });
        wrong.show(refused);
      },
    });
  };
  const startOver = () => {
    if (!window.confirm(openBusiness.discardSure)) return;
    change(newDraft(me));
    goTo(0);
  };
  const isReused = opening.error instanceof ApiProblem && opening.error.code === 'idempotency_key_reused';
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Where step={draft.step} />
        <Title order={2} size="h4" tabIndex={-1} ref={heading}>
          {openBusiness.step(draft.step + 1, STEPS, openBusiness.steps[draft.step] ?? '')}
        </Title>
        <Fields draft={draft} change={type} faults={faults} packs={packs} />
        {Object.keys(faults).length > 0 && !opening.error && (
          <Alert role="alert" color="red" variant="outline">
            {openBusiness.correct}
          </Alert>
        )}
        {isReused ? (
          <Alert role="alert" color="red" variant="outline">
            <Text size="sm">{openBusiness.mayBeOpen}</Text>
            <Anchor component={Link} to="/" size="sm">
              {openBusiness.toBusinesses}
            </Anchor>
          </Alert>
        ) : (
          opening.error && <Problem error={opening.error} />
        )}
        <Group justify="space-between">
          <Button variant="default" disabled={draft.step === 0} onClick={() => goTo(draft.step - 1)}>
            {app.back}
          </Button>
          <Button type="submit" loading={opening.isPending}>
            {isLast ? openBusiness.create : openBusiness.next}
          </Button>
        </Group>
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {openBusiness.kept}
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={startOver}>
            {openBusiness.discard}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** Describes a business that is new to us, step by step, and opens it. */
export const OpenBusinessScreen = () => {
  const { openBusiness: words, app } = useMessages();
  const me = useMe();
  const packs = useQuery(tradePacksQuery(useMeans()));
  useEffect(() => {
    document.title = `${words.title} · ${app.name}`;
  }, [words, app]);
  return (
    <Container component="main" size="sm" py="xl">
      <Offline />
      <Stack>
        <Group justify="space-between">
          <Title order={1} size="h2">
            {words.title}
          </Title>
          <Anchor component={Link} to="/" size="sm">
            {words.toBusinesses}
          </Anchor>
        </Group>
        <Paper withBorder p="md">
          <Loaded query={me}>
            {(person) => (
              <Loaded query={packs}>{({ items }) => <OpenForm me={person} packs={items} />}</Loaded>
            )}
          </Loaded>
        </Paper>
      </Stack>
    </Container>
  );
};
