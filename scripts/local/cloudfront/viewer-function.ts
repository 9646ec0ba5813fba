import { createContext, Script } from 'node:vm';

/**
 * Ends a function that would never end. By the clock on the wall, which goes on while a busy machine does something else:
 * CloudFront counts what a function computes, and one of ours computes next to nothing.
 */
const LIMIT_MS = 5_000;

/**
 * Runs a CloudFront function at the viewer's request and answers the path that it asks for in its place. What it keeps in
 * variables of its own is gone with the request.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 * Throws where it answers by itself: no function of ours does.
 */
export const createViewerFunction = (code: string): ((method: string, path: string) => string) => {
  const script = new Script(`(() => { ${code}\nreturn JSON.stringify(handler(JSON.parse(given))); })()`);
  // One for all requests: to make it takes a hundred times what the function does.
  const context = createContext({ given: '' });
  return (method, path) => {
    const request = { method, uri: path, querystring: {}, headers: {}, cookies: {} };
    const event = { version: '1.0', context: { eventType: 'viewer-request' }, request };
    context.given = JSON.stringify(event);
    const answer: unknown = script.runInContext(context, { timeout: LIMIT_MS });
    const { uri } = JSON.parse(String(answer)) as { uri?: unknown };
    if (typeof uri !== 'string') throw new Error('The local cloud knows functions that hand the request on.');
    return uri;
  };
};
