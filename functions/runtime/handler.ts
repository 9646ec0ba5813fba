import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { log } from './log.ts';
import { metrics } from './metrics.ts';

/** Writes out what an invocation counted, where it counted anything. */
const publishMetrics = (): MiddlewareObj => {
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: publish, onError: publish };
};

/** What every handler gets: the request id on each log line, and its metrics written out at the end. */
export const instrumented = <Event, Result>(run: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>()
    .use(injectLambdaContext(log, { resetKeys: true }))
    .use(publishMetrics())
    .handler(run);
