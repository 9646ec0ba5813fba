import { setTimeout as wait } from 'node:timers/promises';
import type { Place } from './place.ts';

const PATIENCE_MS = 20_000;
const CODE = /\d{4} \d{4}/;

/** E-mails to that address, the oldest first. */
export const mailsTo = async ({ vendors }: Pick<Place, 'vendors'>, address: string) =>
  (await vendors.emails()).filter(({ to }) => to.includes(address));

/** Whether it brings a code for an account and no news of the business. */
export const bringsCode = ({ text }: { readonly text?: string | null | undefined }): boolean =>
  CODE.test(text ?? '');

/** The code in the latest e-mail to the address that came after `since` were there. */
export const codeAfter = async (
  place: Pick<Place, 'vendors'>,
  address: string,
  since: number,
): Promise<string> => {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const mails = await mailsTo(place, address);
    const [code] = CODE.exec(mails.length > since ? String(mails.at(-1)?.text) : '') ?? [];
    if (code !== undefined) return code;
    await wait(50);
  }
  throw new Error(`no code came to ${address} within ${PATIENCE_MS / 1000} s`);
};
