import { Anchor, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusinessId } from '../../app/business.ts';
import { formatLength } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Call } from './call.ts';

export const ToolUses = ({ tools }: { readonly tools: Call['tools'] }) => {
  const { calls: words } = useMessages();
  const businessId = useBusinessId();
  return (
    <Section title={words.tools}>
      {tools.length === 0 ? (
        <Text c="dimmed">{words.noTools}</Text>
      ) : (
        <List type="ordered" spacing={6} size="sm">
          {tools.map(({ name, answer, appointmentId, atMs }, place) => (
            // One tool may be asked for the same thing twice: only its place tells them apart.
            <List.Item key={`${place} ${name}`}>
              {atMs !== undefined && `${formatLength(atMs)} `}
              {appointmentId ? (
                <Anchor component={Link} to={`/b/${businessId}/appointments/${appointmentId}`} inherit>
                  {words.tool(name)}
                </Anchor>
              ) : (
                words.tool(name)
              )}
              : {words.toolAnswer(answer)}
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
};
