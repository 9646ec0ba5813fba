/** What a terminal is to this: `process.stdin` is one. */
export type Keyboard = Pick<NodeJS.ReadStream, 'on' | 'off' | 'setEncoding' | 'resume' | 'pause'> &
  AsyncIterable<string | Buffer> & {
    readonly isTTY?: boolean;
    setRawMode?(isRaw: boolean): unknown;
  };

/** Longer than any key: whoever pipes a whole file in by mistake is stopped. */
const LONGEST = 4096;

const typed = (keyboard: Keyboard): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const end = (finish: () => void): void => {
      keyboard.off('data', read);
      keyboard.pause();
      finish();
    };
    const take = (character: string): boolean => {
      if (character === '\r' || character === '\n' || character === '\x04') {
        end(() => resolve(text));
        return false;
      }
      if (character === '\x03') {
        end(() => reject(new Error('Stopped; nothing was changed.')));
        return false;
      }
      if (character === '\x7f' || character === '\b') text = text.slice(0, -1);
      else if (character >= ' ' && text.length < LONGEST) text += character;
      return true;
    };
    const read = (chunk: string | Buffer): void => {
      for (const character of String(chunk)) if (!take(character)) return;
    };
    keyboard.setEncoding('utf8');
    keyboard.on('data', read);
    keyboard.resume();
  });

const piped = async (keyboard: Keyboard): Promise<string> => {
  let text = '';
  for await (const chunk of keyboard) {
    text += String(chunk);
    if (text.length > LONGEST) throw new Error('No key is that long; nothing was changed.');
  }
  return text;
};

/**
 * A value that nobody else is to see: typed or pasted where nothing shows it, or whatever is piped in; without the space
 * around it. `ask` writes to the terminal. Throws a sentence for nothing at all and for Ctrl-C.
 */
export const readUnseen = async (
  question: string,
  keyboard: Keyboard,
  ask: (text: string) => void,
): Promise<string> => {
  if (!keyboard.isTTY) return piped(keyboard).then(present);
  ask(question);
  // Raw: the terminal itself echoes nothing, and hands over every key.
  keyboard.setRawMode?.(true);
  try {
    return present(await typed(keyboard));
  } finally {
    keyboard.setRawMode?.(false);
    ask('\n');
  }
};

const present = (text: string): string => {
  const value = text.trim();
  if (value === '') throw new Error('Nothing was given; nothing was changed.');
  return value;
};
