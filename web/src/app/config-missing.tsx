import { messages } from '../messages/messages.ts';

/** Before anything of the app is there to show it with. */
export const ConfigMissing = () => (
  <main style={{ maxWidth: 480, margin: '15vh auto', padding: 16, fontFamily: 'system-ui' }}>
    <h1>CloudGreet</h1>
    <p role="alert">{messages.app.configMissing}</p>
    <button type="button" onClick={() => window.location.reload()}>
      {messages.app.retry}
    </button>
  </main>
);
