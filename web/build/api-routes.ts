import type { Plugin } from 'vite';
import { ownerRoutes } from '../../functions/contracts/api/owner.ts';
import { peopleRoutes } from '../../functions/contracts/api/people.ts';
import type { RouteTable } from '../../functions/contracts/api/route.ts';

const NAME = 'virtual:api-routes';

/** What a request is made of. Schemas stay behind: the functions check, and a phone loads 60 KB less. */
const asked = (routes: RouteTable) =>
  Object.fromEntries(
    Object.entries(routes).map(([name, { method, at, status }]) => [name, { method, at, status }]),
  );

/** Makes the API's own route tables, without their schemas, a module of the page. */
export const apiRoutes = (): Plugin => ({
  name: 'api-routes',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) =>
    id === `\0${NAME}`
      ? `export const people = ${JSON.stringify(asked(peopleRoutes))};\nexport const owner = ${JSON.stringify(asked(ownerRoutes))};`
      : undefined,
});
