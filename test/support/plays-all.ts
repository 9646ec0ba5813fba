/**
 * Whether all is played of what else plays a part, so that every change is heard within half an hour: each night
 * (.github/workflows/simulate.yml) and by hand, `CLOUDGREET_PLAY=all`.
 */
export const PLAYS_ALL = process.env.CLOUDGREET_PLAY === 'all';
