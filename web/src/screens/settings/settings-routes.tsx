import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { businessRoute } from '../../app/router.tsx';

/** The settings and their sections, each at an address of its own and loaded when it is gone to. */
export const settingsRoutes = (parent: typeof businessRoute) => {
  const at = <const Path extends string>(path: Path) => ({ getParentRoute: () => parent, path });
  return [
    createRoute({
      ...at('/settings'),
      component: lazyRouteComponent(() => import('./settings-screen.tsx'), 'SettingsScreen'),
    }),
    createRoute({
      ...at('/settings/profile'),
      component: lazyRouteComponent(() => import('./profile-section.tsx'), 'ProfileSection'),
    }),
    createRoute({
      ...at('/settings/hours'),
      component: lazyRouteComponent(() => import('./hours-section.tsx'), 'HoursSection'),
    }),
    createRoute({
      ...at('/settings/services'),
      component: lazyRouteComponent(() => import('./services-section.tsx'), 'ServicesSection'),
    }),
    createRoute({
      ...at('/settings/crews'),
      component: lazyRouteComponent(() => import('./crews-section.tsx'), 'CrewsSection'),
    }),
    createRoute({
      ...at('/settings/booking'),
      component: lazyRouteComponent(() => import('./booking-section.tsx'), 'BookingSection'),
    }),
    createRoute({
      ...at('/settings/agent'),
      component: lazyRouteComponent(() => import('./agent-section.tsx'), 'AgentSection'),
    }),
    createRoute({
      ...at('/settings/notifications'),
      component: lazyRouteComponent(() => import('./notifications-section.tsx'), 'NotificationsSection'),
    }),
    createRoute({
      ...at('/settings/team'),
      component: lazyRouteComponent(() => import('./team-section.tsx'), 'TeamSection'),
    }),
    createRoute({
      ...at('/settings/account'),
      component: lazyRouteComponent(() => import('./account-section.tsx'), 'AccountSection'),
    }),
    createRoute({
      ...at('/settings/audit'),
      component: lazyRouteComponent(() => import('./audit-section.tsx'), 'AuditSection'),
    }),
    createRoute({
      ...at('/settings/export'),
      validateSearch: ({ id }: Record<string, unknown>): { id?: string } =>
        typeof id === 'string' ? { id } : {},
      component: lazyRouteComponent(() => import('./export-section.tsx'), 'ExportSection'),
    }),
    createRoute({
      ...at('/settings/closing'),
      component: lazyRouteComponent(() => import('./closing-section.tsx'), 'ClosingSection'),
    }),
  ];
};
