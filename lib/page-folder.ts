/** Where the pages are that the distribution serves: a note that the dashboard is not built yet, until it is. */
export const pageFolder = 'web/placeholder';
