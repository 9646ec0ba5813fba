import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { instantOf } from '../../ui/wall-time.ts';
import type { PlaceChosen } from './free-times.tsx';

const TWO_WEEKS_MS = 14 * 86_400_000;
const NEXT = 4;

/** Refusals after which another time helps. */
const BY_ANOTHER_TIME: readonly unknown[] = ['slot_taken', 'outside_hours', 'time_past'];

/** The moment that was tried, by the clock of the business where it was told by that. */
const wantedMs = ({ startsAt, localStart }: PlaceChosen, zone: string): number | undefined => {
  if (startsAt !== undefined) return Date.parse(startsAt);
  return localStart === undefined ? undefined : instantOf(localStart, zone);
};

const isOfPlace = (error: unknown): boolean =>
  error instanceof ApiProblem && BY_ANOTHER_TIME.includes(error.code);

const NextFree = ({
  service,
  tried,
  onChoose,
}: {
  readonly service: string;
  readonly tried: PlaceChosen;
  readonly onChoose: (place: PlaceChosen) => void;
}) => {
  const { appointments: words } = useMessages();
  const { owner } = useMeans();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const fromMs = Math.max(Date.now(), wantedMs(tried, zone) ?? 0);
  const [from, until] = [fromMs, fromMs + TWO_WEEKS_MS].map((at) => new Date(at).toISOString()) as [
    string,
    string,
  ];
  const { data } = useQuery({
    queryKey: [businessId, 'appointments', 'free', service, 'next', tried],
    queryFn: () =>
      owner.listFreeTimes({ path: { businessId }, query: { service, from, until, limit: NEXT } }),
    staleTime: 0,
  });
  if (!data) return null;
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm" fw={600}>
        {data.items.length === 0 ? words.free.noNext : words.free.next}
      </Text>
      <Group gap="xs">
        {data.items.map(({ startsAt, crewId }) => (
          <Button
            key={startsAt}
            size="xs"
            variant="default"
            onClick={() => onChoose({ startsAt, crew: crewId })}
          >
            {formatInstant(startsAt, zone)}
          </Button>
        ))}
      </Group>
    </Stack>
  );
};

/** Why it was refused; where another time helps, which ones are free next. What was typed stays. */
export const ChangeProblem = ({
  error,
  service,
  tried,
  onChoose,
}: {
  readonly error: unknown;
  readonly service: string;
  readonly tried: PlaceChosen;
  readonly onChoose: (place: PlaceChosen) => void;
}) => (
  <Stack gap="xs">
    <Problem error={error} />
    {isOfPlace(error) && <NextFree service={service} tried={tried} onChoose={onChoose} />}
  </Stack>
);
