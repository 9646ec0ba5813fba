import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';
import { useIsPhone } from '../ui/use-is-phone.ts';
import styles from './notifier.module.css';

/** In the corner that is emptiest; on a phone, whose every corner has something to press, over the header's middle. */
export const Notifier = () => (
  <Notifications
    position={useIsPhone() ? 'top-center' : 'bottom-right'}
    classNames={{ root: styles.root, notification: styles.notification }}
  />
);
