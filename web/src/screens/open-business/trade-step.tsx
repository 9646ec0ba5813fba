import { Alert, Button, Group, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMessages } from '../../ui/use-messages.ts';
import { GENERAL, type TradePack, usualOf, withPack } from './open-draft.ts';
import type { StepProps } from './step-props.ts';

/** What the business does. */
export const TradeStep = ({
  draft,
  change,
  faults,
  packs,
}: StepProps & { readonly packs: readonly TradePack[] }) => {
  const { openBusiness: words } = useMessages();
  const pack = packs.find(({ id }) => id === draft.packId);
  const usual = usualOf(draft, pack);
  return (
    <Stack>
      <Radio.Group
        label={words.trade}
        description={words.tradeHint}
        value={draft.packId}
        error={faults.trade}
        onChange={(packId) => change(withPack(draft, packs, packId))}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} mt="sm" spacing="sm">
          {packs.map(({ id, name }) => (
            <Radio key={id} value={id} label={name} />
          ))}
        </SimpleGrid>
      </Radio.Group>
      {draft.packId === GENERAL && (
        <TextInput
          label={words.ownTrade}
          description={words.ownTradeHint}
          maxLength={60}
          value={draft.ownTrade}
          onChange={(event) => change({ ownTrade: event.currentTarget.value })}
        />
      )}
      {pack && usual && (
        <Alert role="status" color="blue" variant="outline" title={words.keptOwn}>
          <Group>
            <Button size="xs" variant="default" onClick={() => change(usual)}>
              {words.takeUsual(pack.name)}
            </Button>
          </Group>
        </Alert>
      )}
    </Stack>
  );
};
