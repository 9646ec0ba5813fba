import { useQuery } from '@tanstack/react-query';
import type { OwnerApi } from '../../api/make-api.ts';
import { type BusinessId, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';

export type AppointmentPage = Awaited<ReturnType<OwnerApi['listAppointments']>>;
export type Appointment = AppointmentPage['items'][number];
export type AppointmentStory = Awaited<ReturnType<OwnerApi['showAppointment']>>;
export type AppointmentId = Appointment['id'];
export type Text = AppointmentStory['texts'][number];

export type Span = { readonly from: string; readonly until: string };

/** As many as one page of the API has. */
const MOST = 100;

const allBetween = async (
  owner: OwnerApi,
  businessId: BusinessId,
  span: Span,
): Promise<readonly Appointment[]> => {
  const found: Appointment[] = [];
  let cursor: string | undefined;
  do {
    const page: AppointmentPage = await owner.listAppointments({
      path: { businessId },
      query: { ...span, limit: MOST, cursor },
    });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
};

/** Every appointment that begins in a span of days. */
export const useAppointmentsBetween = (span: Span) => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  return useQuery({
    queryKey: [businessId, 'appointments', 'between', span],
    queryFn: () => allBetween(owner, businessId, span),
  });
};

/** The id is a string of the address here; the API is who judges it. */
export const useAppointment = (appointmentId: string) => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  return useQuery({
    queryKey: [businessId, 'appointments', 'one', appointmentId],
    queryFn: () =>
      owner.showAppointment({ path: { businessId, appointmentId: appointmentId as AppointmentId } }),
  });
};

export const endOf = ({ startsAt, durationMinutes }: Pick<Appointment, 'startsAt' | 'durationMinutes'>) =>
  new Date(Date.parse(startsAt) + durationMinutes * 60_000).toISOString();
