/** What an address answered; status 0: it cannot be reached, and `text` says why. */
export type Seen = { readonly status: number; readonly text: string; readonly headers?: Headers };

/** Whether that is as it should be, and what it is. */
export type Verdict = { readonly holds: boolean; readonly because: string };

/** Cold starts of every function at once are included. */
const PATIENCE_MS = 15_000;

/** Asks as a browser would, but follows nobody elsewhere. Never throws. */
export const ask = async (base: string, path: string, init: RequestInit = {}): Promise<Seen> => {
  try {
    const answer = await fetch(`${base.replace(/\/$/, '')}${path}`, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  } catch (error) {
    return { status: 0, text: error instanceof Error ? error.message : String(error) };
  }
};
