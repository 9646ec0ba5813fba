import { SimpleGrid, Text } from '@mantine/core';
import { FigureTable } from '../../ui/charts/figure-table.tsx';
import { StepBars } from '../../ui/charts/step-bars.tsx';
import { formatCount, formatShare } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Period } from './insights.ts';
import { FoundLink, ListLink } from './rows-link.tsx';

type Step = Period['funnel'][number];

const StepCount = ({ period, step }: { readonly period: Period; readonly step: Step }) => {
  const { insights: words } = useMessages();
  return step.name === 'kept' ? (
    <FoundLink period={period} search={{ of: 'kept' }} count={step.count} name={words.step.kept} />
  ) : (
    <ListLink rows={step.rows} value={formatCount(step.count)} name={words.step[step.name]} />
  );
};

/** From answered to kept: each step with the calls that came so far. */
export const Funnel = ({ period, previous }: { readonly period: Period; readonly previous: Period }) => {
  const { insights: words } = useMessages();
  const steps = period.funnel.map(({ name, count }) => ({ name: words.step[name], count }));
  const answered = period.funnel.find(({ name }) => name === 'answered')?.count ?? 0;
  const missed = period.calls.count - answered;
  const before = (name: Step['name']) => previous.funnel.find((step) => step.name === name);
  return (
    <Section title={words.funnel}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <div>
          {answered === 0 ? (
            <Text c="dimmed">{words.noSteps}</Text>
          ) : (
            <StepBars steps={steps} description={words.funnelPicture(steps)} />
          )}
        </div>
        <FigureTable
          name={words.funnel}
          corner={words.stepName}
          isStacked
          columns={[{ name: words.thisPeriod }, { name: words.share }, { name: words.before }]}
          rows={period.funnel.map((step) => {
            const then = before(step.name);
            return {
              key: step.name,
              name: (
                <>
                  {words.step[step.name]}
                  <Text size="xs" fw={400} c="dimmed">
                    {words.means[step.name]}
                  </Text>
                </>
              ),
              cells: [
                <StepCount key="now" period={period} step={step} />,
                answered === 0 ? '–' : formatShare(step.count / answered),
                then && <StepCount key="then" period={previous} step={then} />,
              ],
            };
          })}
        />
      </SimpleGrid>
      {missed > 0 && (
        <Text size="sm">
          <ListLink
            rows={{ ...period.calls.rows, stage: 'missed' }}
            value={words.missed(missed)}
            name={words.calls}
          />
        </Text>
      )}
      {period.toCome > 0 && <Text size="sm">{words.toCome(period.toCome)}</Text>}
    </Section>
  );
};
