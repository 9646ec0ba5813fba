import '@mantine/core/styles.css';
import './app/app.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { readConfig } from './app/config.ts';
import { ConfigMissing } from './app/config-missing.tsx';
import { browserSession } from './session/browser-session.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);

const start = async (): Promise<void> => {
  const session = browserSession();
  const config = await readConfig();
  // In pieces, between which the browser paints and the session's answer is heard.
  startTransition(() =>
    root.render(
      <StrictMode>{config ? <App config={config} session={session} /> : <ConfigMissing />}</StrictMode>,
    ),
  );
};

void start();

// Not in development, where a kept shell would hide what has just been changed.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/service-worker.js').catch(() => {
    // Without it the page needs a network, as any page does.
  });
}
