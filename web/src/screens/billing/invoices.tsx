import { ScrollArea, Table, Text } from '@mantine/core';
import { formatCents, formatDay } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Billing } from './billing.ts';

export const Invoices = ({
  invoices,
  zone,
}: {
  readonly invoices: Billing['invoices'];
  readonly zone: string;
}) => {
  const { billing: words } = useMessages();
  return (
    <Section title={words.invoicesTitle}>
      {invoices.length === 0 ? (
        <Text c="dimmed">{words.noInvoices}</Text>
      ) : (
        <ScrollArea viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': words.invoicesTitle }}>
          <Table miw={420}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.invoiceDate}</Table.Th>
                <Table.Th>{words.invoiceNumber}</Table.Th>
                <Table.Th ta="end">{words.invoiceTotal}</Table.Th>
                <Table.Th>{words.invoiceState}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {invoices.map(({ id, number, at, totalCents, givenBackCents, state }) => (
                <Table.Tr key={id}>
                  <Table.Td>{formatDay(at, zone)}</Table.Td>
                  <Table.Td>{number ?? id}</Table.Td>
                  <Table.Td ta="end" className="tabular">
                    {formatCents(totalCents)}
                  </Table.Td>
                  <Table.Td>
                    {words.invoiceStates[state]}
                    {givenBackCents > 0 && ` · ${words.creditedLater(formatCents(givenBackCents))}`}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Section>
  );
};
