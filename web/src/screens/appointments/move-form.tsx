import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatInstant } from '../../ui/format.ts';
import { isAnswered } from '../../ui/is-answered.ts';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { localDay } from '../../ui/wall-time.ts';
import type { Appointment } from './appointments.ts';
import { ChangeProblem } from './change-problem.tsx';
import { FreeTimes, type PlaceChosen } from './free-times.tsx';
import { isChosen } from './other-time.tsx';
import { isTaken, useKey } from './use-key.ts';
import { useVersionSeen } from './use-version-seen.ts';

/** Moves it to another time or to somebody else. `onDone`: it is moved, or is left as it was. */
export const MoveForm = ({
  appointment,
  onDone,
}: {
  readonly appointment: Appointment;
  readonly onDone: () => void;
}) => {
  const { appointments: words, app } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const queries = useQueryClient();
  const [place, setPlace] = useState<PlaceChosen>({});
  const [tried, setTried] = useState<PlaceChosen>({});
  const { key, renew, refused } = useKey();
  const { id, version, serviceId, startsAt, zone } = appointment;
  const { seen, pin, letGo } = useVersionSeen(version);
  const move = useMutation({
    mutationFn: (to: PlaceChosen) =>
      owner.moveAppointment({ path: { businessId, appointmentId: id }, body: { ...to, version: seen }, key }),
    onSuccess: async (moved) => {
      notify(words.move.doneText(formatInstant(moved.startsAt, zone)), words.move.done);
      await queries.invalidateQueries({ queryKey: [businessId, 'appointments'] });
      onDone();
    },
    onError: async (error, { localStart }) => {
      if (isAnswered(error)) letGo();
      refused(error);
      if (isTaken(error) && localStart === undefined) setPlace({});
      await queries.invalidateQueries({ queryKey: [businessId, 'appointments'] });
    },
  });
  // Another time is another wish, and goes under another key.
  const choose = (chosen: PlaceChosen) => {
    setPlace(chosen);
    pin();
    renew();
    if (move.error) move.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(place);
    move.mutate(place);
  };
  return (
    <Section title={words.move.title}>
      <form onSubmit={submit}>
        <Stack>
          <FreeTimes
            service={serviceId}
            startDay={localDay(startsAt, zone)}
            chosen={place}
            onChoose={choose}
            moving={id}
          />
          <Text size="sm" c="dimmed">
            {words.move.told}
          </Text>
          {move.error && (
            <ChangeProblem error={move.error} service={serviceId} tried={tried} onChoose={choose} />
          )}
          <Group>
            <Button type="submit" loading={move.isPending} disabled={!isChosen(place)}>
              {place.startsAt ? words.move.submitTo(formatInstant(place.startsAt, zone)) : words.move.submit}
            </Button>
            <Button variant="default" onClick={onDone}>
              {app.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
};
