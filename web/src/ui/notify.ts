import { useSyncExternalStore } from 'react';

let hasSaidSomething = false;
let tellApp = (): void => undefined;

/** Says in passing what was done, under a title where it has one. What shows it is loaded when there is first something to say. */
export const notify = (message: string, title?: string): void => {
  hasSaidSomething = true;
  tellApp();
  void import('@mantine/notifications').then(
    ({ notifications }) => notifications.show({ message, title }),
    // Without a network it is not said in passing; the screen shows it all the same.
    () => undefined,
  );
};

/** Whether what shows it is needed by now. */
export const useHasNotified = (): boolean =>
  useSyncExternalStore(
    (onChange) => {
      tellApp = onChange;
      return () => {
        tellApp = () => undefined;
      };
    },
    () => hasSaidSomething,
  );
