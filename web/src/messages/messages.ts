import { app } from './en/app.ts';
import { home } from './en/home.ts';
import { refusals } from './en/refusals.ts';
import { signIn } from './en/sign-in.ts';

/**
 * Every word that the app says. A second language is a second object of this shape; what is counted or put into a
 * sentence is a function, because languages differ in where and how.
 */
export const messages = { app, home, refusals, signIn };
export type Messages = typeof messages;
