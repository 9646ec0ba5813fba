import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatInstant } from '../../ui/format.ts';
import { notify } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { problemWords } from '../../ui/problem-words.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { localDay } from '../../ui/wall-time.ts';
import { ChangeProblem } from './change-problem.tsx';
import { FreeTimes, type PlaceChosen } from './free-times.tsx';
import { isChosen } from './other-time.tsx';
import { isTaken, useKey } from './use-key.ts';

const EMPTY = { name: '', phone: '', address: '', notes: '' };
type Customer = typeof EMPTY;

/** What was left empty is not sent: the API takes no empty words. */
const said = ({ name, phone, address, notes }: Customer) => ({
  name,
  phone,
  ...(address.trim() !== '' && { address }),
  ...(notes.trim() !== '' && { notes }),
});

const useMaking = (service: string, onTaken: () => void) => {
  const { appointments: words } = useMessages();
  const { owner } = useMeans();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { key, renew, refused } = useKey();
  const make = useMutation({
    mutationFn: ({ place, customer }: { place: PlaceChosen; customer: Customer }) =>
      owner.makeAppointment({
        path: { businessId },
        body: { service, ...place, customer: said(customer) },
        key,
      }),
    onSuccess: async ({ id, startsAt }) => {
      notify(words.make.doneText(formatInstant(startsAt, zone)), words.make.done);
      void queries.invalidateQueries({ queryKey: [businessId, 'appointments'] });
      void queries.invalidateQueries({ queryKey: [businessId, 'customers'] });
      await navigate({ to: `/b/${businessId}/appointments/${id}` as string });
    },
    onError: (error, { place }) => {
      refused(error);
      if (isTaken(error) && place.localStart === undefined) onTaken();
      return queries.invalidateQueries({ queryKey: [businessId, 'appointments', 'free'] });
    },
  });
  return { make, renewKey: renew };
};

export const NewAppointmentScreen = () => {
  const { appointments: words, app, ...messages } = useMessages();
  const { services, zone } = useBusiness();
  const businessId = useBusinessId();
  const given = useSearch({ from: '/signed-in/b/$businessId/appointments/new' });
  const [service, setService] = useState(
    services.find(({ id }) => id === given.service)?.id ?? services[0]?.id ?? '',
  );
  const [place, setPlace] = useState<PlaceChosen>(
    given.startsAt
      ? { startsAt: given.startsAt, crew: given.crew, ...(given.outside && { outsideHours: true }) }
      : { crew: given.crew },
  );
  const [tried, setTried] = useState<PlaceChosen>({});
  const [customer, setCustomer] = useState<Customer>({
    ...EMPTY,
    name: given.name ?? '',
    phone: given.phone ?? '',
    address: given.address ?? '',
  });
  const { make, renewKey } = useMaking(service, () => setPlace({}));
  const problem = make.error instanceof ApiProblem ? make.error : undefined;
  // What is sent under one key has to stay the same.
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      renewKey();
    };
  const choose = (chosen: PlaceChosen) => {
    changed(setPlace)(chosen);
    // Not what is under way: a second press would make a second appointment.
    if (make.error) make.reset();
  };
  const field = (name: keyof Customer) => {
    const isRefused =
      problem?.fields.includes(`customer.${name}`) || (name === 'phone' && problem?.code === 'invalid_phone');
    return {
      label: words.make[name],
      value: customer[name],
      onChange: (event: { currentTarget: { value: string } }) => {
        changed(setCustomer)({ ...customer, [name]: event.currentTarget.value });
        if (isRefused) make.reset();
      },
      error:
        problem && isRefused ? problemWords(problem, { ...messages, app, appointments: words }) : undefined,
    };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(place);
    make.mutate({ place, customer });
  };
  return (
    <Page title={words.make.title}>
      <form onSubmit={submit}>
        <Stack>
          <Section title={words.free.title}>
            <Select
              label={words.make.service}
              data={services.map(({ id, name }) => ({ value: id, label: name }))}
              value={service}
              allowDeselect={false}
              maw={320}
              onChange={(chosen) => {
                setService(chosen ?? service);
                choose({});
              }}
            />
            <FreeTimes
              key={service}
              service={service}
              startDay={localDay(given.startsAt ?? Date.now(), zone)}
              chosen={place}
              onChoose={choose}
            />
          </Section>
          <Section title={words.make.who}>
            <TextInput required maxLength={120} autoComplete="off" {...field('name')} />
            <TextInput
              required
              type="tel"
              maxLength={40}
              autoComplete="off"
              description={words.make.phoneHint}
              {...field('phone')}
            />
            <TextInput
              maxLength={240}
              autoComplete="off"
              description={words.make.addressHint}
              {...field('address')}
            />
            <Textarea maxLength={1000} autosize minRows={2} {...field('notes')} />
          </Section>
          {make.error && (
            <ChangeProblem error={make.error} service={service} tried={tried} onChoose={choose} />
          )}
          <Group>
            <Button type="submit" loading={make.isPending} disabled={!isChosen(place)}>
              {words.make.submit}
            </Button>
            <Button component={Link} to={`/b/${businessId}/appointments`} variant="default">
              {app.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
};
