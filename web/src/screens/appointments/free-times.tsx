import { Button, Chip, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppointmentId } from '../../../../functions/contracts/ids.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatDate, formatInstant } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { addDays, between, clockChangeOn, localDay } from '../../ui/wall-time.ts';
import { OtherTime } from './other-time.tsx';
import { useCrewName } from './words.ts';

/** When and by whom, as it is sent. */
export type PlaceChosen = {
  readonly startsAt?: string | undefined;
  readonly localStart?: string | undefined;
  readonly crew?: string | undefined;
  readonly outsideHours?: boolean | undefined;
};

const DAYS = 7;
const MOST = 500;

const notBefore = (today: string, day: string): string => (day.localeCompare(today) < 0 ? today : day);

const useFreeTimes = (
  service: string,
  firstDay: string,
  { crew, moving }: { readonly crew: string | undefined; readonly moving: AppointmentId | undefined },
) => {
  const { owner } = useMeans();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const span = between(firstDay, addDays(firstDay, DAYS), zone);
  return useQuery({
    // Under appointments: each one that is made or cancelled changes what is free.
    queryKey: [businessId, 'appointments', 'free', service, span, crew, moving],
    queryFn: () =>
      owner.listFreeTimes({ path: { businessId }, query: { service, ...span, crew, moving, limit: MOST } }),
    staleTime: 0,
  });
};

/** `9:00 AM`, with the zone's letters where that hour comes twice on that day. */
const useTimeWords = () => {
  const { zone } = useBusiness();
  return (startsAt: string) =>
    formatInstant(startsAt, zone, {
      hour: 'numeric',
      minute: '2-digit',
      ...(clockChangeOn(localDay(startsAt, zone), zone) !== 0 && { timeZoneName: 'short' }),
    });
};

/** The free times of a service, a day at a time; or a time of one's own. */
export const FreeTimes = ({
  service,
  startDay,
  chosen,
  onChoose,
  moving,
}: {
  /** Its id. */
  readonly service: string;
  /** An appointment that is to be moved, which is not in its own way. */
  readonly moving?: AppointmentId | undefined;
  readonly startDay: string;
  readonly chosen: PlaceChosen;
  readonly onChoose: (place: PlaceChosen) => void;
}) => {
  const { appointments: words } = useMessages();
  const { zone, crews } = useBusiness();
  const at = `/b/${useBusinessId()}/appointments`;
  const today = localDay(Date.now(), zone);
  const [crew, setCrew] = useState(chosen.crew);
  const [firstDay, setFirstDay] = useState(notBefore(today, startDay));
  const [dayChosen, setDay] = useState<string>();
  const [isOther, setOther] = useState(false);
  const query = useFreeTimes(service, firstDay, { crew, moving });
  const timeWords = useTimeWords();
  const crewName = useCrewName();
  const turn = (days: number) => {
    setFirstDay(notBefore(today, addDays(firstDay, days)));
    setDay(undefined);
  };
  const who = crews.length > 1 && (
    <Select
      label={words.free.crew}
      data={[
        { value: '', label: words.free.anyCrew },
        ...crews.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={crew ?? ''}
      allowDeselect={false}
      onChange={(value) => {
        setCrew(value || undefined);
        onChoose(isOther ? { ...chosen, crew: value || undefined } : {});
      }}
      maw={320}
    />
  );
  const toggle = (
    <Button
      variant="subtle"
      size="compact-sm"
      onClick={() => {
        setOther(!isOther);
        onChoose({});
      }}
    >
      {isOther ? words.free.offered : words.free.other}
    </Button>
  );
  if (isOther)
    return (
      <Stack gap="sm">
        {who}
        <OtherTime startDay={dayChosen ?? firstDay} crew={crew} chosen={chosen} onChoose={onChoose} />
        <Group>{toggle}</Group>
      </Stack>
    );
  return (
    <Stack gap="sm">
      {who}
      <Group gap="xs">
        <Button variant="default" size="xs" disabled={firstDay <= today} onClick={() => turn(-DAYS)}>
          {words.free.earlierWeek}
        </Button>
        <Button variant="default" size="xs" onClick={() => turn(DAYS)}>
          {words.free.laterWeek}
        </Button>
      </Group>
      <Loaded query={query} rows={3}>
        {({ items }) => {
          const days = Array.from({ length: DAYS }, (_, place) => addDays(firstDay, place));
          const on = (day: string) => items.filter(({ localStart }) => localStart.startsWith(day));
          const day = dayChosen ?? days.find((one) => on(one).length > 0) ?? firstDay;
          const times = on(day);
          return (
            <>
              <SimpleGrid
                cols={{ base: 2, xs: 4, md: 7 }}
                spacing="xs"
                role="group"
                aria-label={words.free.week}
              >
                {days.map((one) => (
                  <Button
                    key={one}
                    variant={one === day ? 'filled' : 'default'}
                    aria-pressed={one === day}
                    h="auto"
                    py={6}
                    px={4}
                    onClick={() => setDay(one)}
                  >
                    <Stack component="span" gap={0} align="center">
                      <span>{formatDate(one)}</span>
                      <Text span size="xs" fw={400}>
                        {words.free.count(on(one).length)}
                      </Text>
                    </Stack>
                  </Button>
                ))}
              </SimpleGrid>
              {times.length === 0 ? (
                <Text role="status">
                  {words.free.none(formatDate(day))}{' '}
                  <Go to={`${at}/explain`} search={{ service, date: day, ...(crew && { crew }) }}>
                    {words.free.why}
                  </Go>
                </Text>
              ) : (
                <Group gap="xs" role="radiogroup" aria-label={words.free.times(formatDate(day))}>
                  <Chip.Group
                    value={chosen.startsAt ?? null}
                    onChange={(startsAt) => {
                      const free = items.find((one) => one.startsAt === startsAt);
                      onChoose(free ? { startsAt: free.startsAt, crew: crew ?? free.crewId } : {});
                    }}
                  >
                    {times.map(({ startsAt }) => (
                      <Chip key={startsAt} value={startsAt} size="sm">
                        {timeWords(startsAt)}
                      </Chip>
                    ))}
                  </Chip.Group>
                </Group>
              )}
            </>
          );
        }}
      </Loaded>
      <Text aria-live="polite">
        {chosen.startsAt &&
          words.free.chosen(
            formatInstant(chosen.startsAt, zone),
            crews.length > 1 && chosen.crew ? crewName(chosen.crew) : undefined,
          )}
      </Text>
      <Group>
        {toggle}
        <Go to={`${at}/explain`} search={{ service, ...(crew && { crew }) }} size="sm">
          {words.free.why}
        </Go>
      </Group>
    </Stack>
  );
};
