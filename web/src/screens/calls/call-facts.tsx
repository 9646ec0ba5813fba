import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatInstant, formatLength, formatMicros } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { beganAt, type Call } from './call.ts';

export const CallFacts = ({ call }: { readonly call: Call }) => {
  const { calls: words } = useMessages();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const { durationMs, costMicros, sentiment, disconnectionReason, appointmentIds = [] } = call;
  const began = beganAt(call);
  return (
    <Section title={words.facts}>
      <Facts
        facts={[
          began !== undefined && [words.when, formatInstant(began, zone)],
          durationMs !== undefined && [words.length, formatLength(durationMs)],
          costMicros !== undefined && [words.cost, formatMicros(costMicros)],
          sentiment !== undefined && [words.sentiment, sentiment],
          disconnectionReason !== undefined && [words.ended, words.ending(disconnectionReason)],
          appointmentIds.length > 0 && [
            words.appointments,
            appointmentIds.map((id, place) => (
              <div key={id}>
                <Anchor component={Link} to={`/b/${businessId}/appointments/${id}`}>
                  {words.toAppointment(place + 1)}
                </Anchor>
              </div>
            )),
          ],
        ]}
      />
    </Section>
  );
};
