/** Rejections that nobody handled, since they were last taken: in Lambda each ends its container. */
const unhandled: unknown[] = [];

export const watchUnhandled = (): void => {
  process.on('unhandledRejection', (error) => void unhandled.push(error));
};

export const takeUnhandled = (): readonly unknown[] => unhandled.splice(0);
