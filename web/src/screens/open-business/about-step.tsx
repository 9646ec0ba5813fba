import { Checkbox, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { formatTime } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import type { Described } from '../business-fields/described.ts';
import type { StepProps } from './step-props.ts';

/** What it is called, where it is, and by which clock it lives. */
export const AboutStep = ({ draft, change, faults }: StepProps) => {
  const { openBusiness: words } = useMessages();
  const zones = useMemo(
    () => [...new Set([...Intl.supportedValuesOf('timeZone'), draft.zone])],
    [draft.zone],
  );
  return (
    <Stack>
      <TextInput
        label={words.name}
        description={words.nameHint}
        autoComplete="organization"
        required
        maxLength={120}
        value={draft.name}
        error={faults.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={words.address}
        description={words.addressHint}
        autoComplete="street-address"
        required
        maxLength={240}
        value={draft.address}
        error={faults.address}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
      <Radio.Group
        label={words.worksAt}
        value={draft.worksAt}
        error={faults.worksAt}
        onChange={(worksAt) => change({ worksAt: worksAt as Described['worksAt'] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="customer" label={words.customer} />
          <Radio value="premises" label={words.premises} />
        </Stack>
      </Radio.Group>
      <Select
        label={words.zone}
        description={words.zoneHint}
        required
        searchable
        data={zones}
        allowDeselect={false}
        nothingFoundMessage={words.noZone}
        value={draft.zone}
        onChange={(zone) => zone !== null && change({ zone, isZoneSure: false })}
      />
      <Checkbox
        label={words.zoneSure(formatTime(new Date().toISOString(), draft.zone))}
        checked={draft.isZoneSure}
        error={faults.zone}
        onChange={(event) => change({ isZoneSure: event.currentTarget.checked })}
      />
    </Stack>
  );
};
