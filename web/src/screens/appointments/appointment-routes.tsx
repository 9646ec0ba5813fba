import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { businessRoute } from '../../app/router.tsx';
import { readTexts } from '../../ui/read-search.ts';
import { isDay } from '../../ui/wall-time.ts';

const VIEWS = ['week', 'day', 'list'] as const;

export type AppointmentsView = {
  view?: (typeof VIEWS)[number];
  /** `YYYY-MM-DD` by the business's clock. */
  date?: string;
  state?: 'booked' | 'cancelled' | undefined;
};

/** What a new appointment begins with, from where it was asked for. */
export type NewAppointment = {
  service?: string;
  startsAt?: string;
  crew?: string;
  name?: string;
  phone?: string;
  address?: string;
  /** Also where the business is closed. */
  outside?: string;
};

/** The time that is to be explained, by the clock of the business. */
export type ExplainedPlace = {
  service?: string;
  /** `YYYY-MM-DD` */
  date?: string;
  /** `HH:MM` */
  time?: string;
  crew?: string;
  /** The second of an hour that comes twice. */
  second?: string;
};

const NEW = ['service', 'startsAt', 'crew', 'name', 'phone', 'address', 'outside'] as const;
const EXPLAINED = ['service', 'date', 'time', 'crew', 'second'] as const;

const viewIn = (search: Record<string, unknown>): AppointmentsView => {
  const view = VIEWS.find((one) => one === search.view);
  const state = (['booked', 'cancelled'] as const).find((one) => one === search.state);
  return { ...(view && { view }), ...(isDay(search.date) && { date: search.date }), ...(state && { state }) };
};

const explainedIn = (search: Record<string, unknown>): ExplainedPlace => {
  const { date, time, ...rest } = readTexts(EXPLAINED, search);
  return {
    ...rest,
    ...(isDay(date) && { date }),
    ...(time !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) && { time }),
  };
};

export const appointmentRoutes = (parent: typeof businessRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/appointments',
    validateSearch: viewIn,
    component: lazyRouteComponent(() => import('./appointments-screen.tsx'), 'AppointmentsScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/appointments/new',
    validateSearch: (search: Record<string, unknown>): NewAppointment => readTexts(NEW, search),
    component: lazyRouteComponent(() => import('./new-appointment-screen.tsx'), 'NewAppointmentScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/appointments/explain',
    validateSearch: explainedIn,
    component: lazyRouteComponent(() => import('./explain-screen.tsx'), 'ExplainScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/appointments/$appointmentId',
    component: lazyRouteComponent(() => import('./appointment-screen.tsx'), 'AppointmentScreen'),
  }),
];
