import { type Messages, messages } from '../messages/messages.ts';

/** The words of the language that is chosen: English, until there is another. */
export const useMessages = (): Messages => messages;
