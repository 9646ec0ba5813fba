/** Under which whoever is signed in is kept, at every business alike. */
export const ME = ['me'] as const;
