import { Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useMessages } from '../../ui/use-messages.ts';
import type { PlaceChosen } from './free-times.tsx';

/** A time of one's own by the clock of the business, which may be outside its hours where that is said. */
export const OtherTime = ({
  startDay,
  crew,
  chosen,
  onChoose,
}: {
  readonly startDay: string;
  readonly crew: string | undefined;
  readonly chosen: PlaceChosen;
  readonly onChoose: (place: PlaceChosen) => void;
}) => {
  const { appointments: words } = useMessages();
  const [date = startDay, time = ''] = chosen.localStart?.split('T') ?? [];
  const choose = (changed: { date?: string; time?: string; outsideHours?: boolean }) =>
    onChoose({
      localStart: `${changed.date ?? date}T${changed.time ?? time}`,
      crew,
      outsideHours: changed.outsideHours ?? chosen.outsideHours ?? false,
    });
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <TextInput
          type="date"
          label={words.free.date}
          required
          value={date}
          onChange={(event) => choose({ date: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          step={900}
          label={words.free.time}
          required
          value={time}
          onChange={(event) => choose({ time: event.currentTarget.value })}
        />
      </Group>
      <Checkbox
        label={words.free.outside}
        description={words.free.outsideHint}
        checked={chosen.outsideHours ?? false}
        onChange={(event) => choose({ outsideHours: event.currentTarget.checked })}
      />
    </Stack>
  );
};

/** Whether enough is chosen to be sent. */
export const isChosen = ({ startsAt, localStart }: PlaceChosen): boolean =>
  startsAt !== undefined || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(localStart ?? '');
