/** What the distribution adds to each request that it passes on, in place of whatever a client sent by that name. */
export const ORIGIN_SECRET_HEADER = 'x-origin-secret';

/** The variable that tells the functions behind the distribution which secrets are live. */
export const ORIGIN_SECRET_VARIABLE = 'ORIGIN_SECRET';

/** The field of the stage's secret that both are made of. */
export const ORIGIN_SECRET_FIELD = 'originSecret';

/** Made by Secrets Manager from letters and digits: 190 bits are in the shortest that is taken. */
export const ORIGIN_SECRET_SHORTEST = 32;

/**
 * One secret, or two with a comma between while it is being changed. Whoever shows a list shows each of them, and whoever
 * has a list accepts each, so that neither side has to be changed first.
 */
export const originSecretsIn = (text: string): readonly string[] =>
  text
    .split(',', 2)
    .map((one) => one.trim())
    .filter((one) => one.length >= ORIGIN_SECRET_SHORTEST);
