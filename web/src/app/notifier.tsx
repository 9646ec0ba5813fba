import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

export const Notifier = () => <Notifications position="bottom-right" />;
