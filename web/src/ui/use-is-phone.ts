import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is as narrow as that of a phone, where the menu folds away; styles say the same by `max-width: 48em`. */
export const useIsPhone = (): boolean =>
  useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
