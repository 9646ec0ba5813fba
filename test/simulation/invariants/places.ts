import type { Row } from '../world/universe.ts';

/** When and with whom an appointment was to be. */
export type Place = { readonly startsAt: string; readonly zone: string; readonly crewId: string };

/** By appointment and version; nothing of one that nobody watched. */
export type Places = Map<string, Map<number, Place>>;

const placeIn = ({ startsAt, zone, crewId }: Row): Place => ({
  startsAt: String(startsAt),
  zone: String(zone),
  crewId: String(crewId),
});

export const keepPlace = (places: Places, row: Row): void => {
  const id = String(row.id);
  const versions = places.get(id) ?? new Map<number, Place>();
  places.set(id, versions.set(Number(row.version), placeIn(row)));
};

/** Where it was at that version. */
export const placeAt = (places: Places, row: Row, version: unknown): Place =>
  places.get(String(row.id))?.get(Number(version)) ?? placeIn(row);

/** Everywhere it has been. */
export const placesOf = (places: Places, row: Row): readonly Place[] => [
  ...(places.get(String(row.id))?.values() ?? [placeIn(row)]),
];

/** When it was to be when it was booked. */
export const firstStartOf = (row: Row): string =>
  String((row.bookedFor as Row | undefined)?.startsAt ?? row.startsAt);

/** How often it has been moved: each change is one version. */
export const movesOf = ({ version, status }: Row): number =>
  Number(version) - 1 - (status === 'cancelled' ? 1 : 0);
