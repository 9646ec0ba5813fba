/** What owners may be told of, and the means by which each may be told. */
export const NOTIFICATIONS = { newAppointment: ['email'] } as const;

export type NotificationKind = keyof typeof NOTIFICATIONS;
export type Means = (typeof NOTIFICATIONS)[NotificationKind][number];

/**
 * By which means an owner wants to hear of what; none: they do not. What is not said is as it was before anybody could
 * choose. Codes and what concerns money or law are no notifications: they go out whatever is chosen here.
 */
export type Notifications = { readonly [Kind in NotificationKind]?: readonly Means[] | undefined };

const USUAL: { readonly [Kind in NotificationKind]: readonly Means[] } = { newAppointment: ['email'] };

/** Every kind with what holds for it. */
export const chosen = (notifications: Notifications | undefined): typeof USUAL => ({
  newAppointment: notifications?.newAppointment ?? USUAL.newAppointment,
});

export const isWanted = (
  notifications: Notifications | undefined,
  kind: NotificationKind,
  means: Means,
): boolean => chosen(notifications)[kind].includes(means);

/** Whether every kind is one that there is, each by means of its own, none of them twice. */
export const areNotifications = (notifications: Notifications): boolean =>
  Object.entries(notifications).every(([kind, means]) => {
    if (!Object.hasOwn(NOTIFICATIONS, kind)) return false;
    const known: readonly string[] = NOTIFICATIONS[kind as NotificationKind];
    return (
      means === undefined ||
      (Array.isArray(means) &&
        new Set(means).size === means.length &&
        means.every((one) => known.includes(one)))
    );
  });
