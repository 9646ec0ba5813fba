import '../support/setup-env.ts';
import { watchUnhandled } from './world/unhandled.ts';

/**
 * To be imported first. Handlers read their variables when they are imported, nothing is logged, and the vendors' SDKs
 * wait by no clock of their own: their time-outs are the kernel's, and a timer that outlives its run would wake the dead.
 */
Object.assign(process.env, {
  POWERTOOLS_LOG_LEVEL: process.env.SIMULATE_LOG_LEVEL ?? 'SILENT',
  STRIPE_SUPPRESS_NOTICES: 'true',
  POOL_ID: 'pool',
  POOL_CLIENT_ID: 'client',
  SESSION_DAYS: '30',
  SCOPE_ROLE_ARN: 'scope',
});

type Timer = ReturnType<typeof setTimeout>;
const never = { unref: () => never, ref: () => never, hasRef: () => false, [Symbol.toPrimitive]: () => 0 };

Object.assign(globalThis, {
  setTimeout: (): Timer => never as unknown as Timer,
  clearTimeout: () => undefined,
});

watchUnhandled();
