declare module 'virtual:api-routes' {
  /** At run time without schemas: the method, the path and the status of each route. */
  export const people: typeof import('../../functions/contracts/api/people.ts').peopleRoutes;
  export const owner: typeof import('../../functions/contracts/api/owner.ts').ownerRoutes;
}
