import { Stack, Text as Words } from '@mantine/core';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Text } from './appointments.ts';
import { TextLine } from './text-line.tsx';

/** Texts with what became of each. */
export const TextList = ({ texts }: { readonly texts: readonly Text[] }) => {
  const { texts: words } = useMessages().appointments;
  return (
    <Section title={words.title}>
      {texts.length === 0 ? (
        <Words c="dimmed">{words.none}</Words>
      ) : (
        <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
          {texts.map((text) => (
            <li key={text.id}>
              <TextLine text={text} />
            </li>
          ))}
        </Stack>
      )}
    </Section>
  );
};
