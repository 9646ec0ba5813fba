import { startListener } from './retell/listening.ts';

/** An endpoint of ours: keeps the exact bytes, answers 200 or what `answers` holds next. */
export const startWebhookReceiver = async () => {
  const answers: number[] = [];
  const { url, heard, stop } = await startListener(() => ({ status: answers.shift() ?? 200 }));
  const bodies = () => heard.map(({ body }) => body);
  return {
    url: `${url}/hook`,
    received: heard,
    answers,
    bodies,
    types: () => bodies().map((body) => (body.data?.event_type ?? body.type) as string),
    stop,
  };
};

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;
