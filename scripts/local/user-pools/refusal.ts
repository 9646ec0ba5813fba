/** An operation that Cognito refuses, by its own name for it: `NotAuthorizedException`, … Answered with status 400. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const notAuthorized = (message: string): Refusal => new Refusal('NotAuthorizedException', message);

export const invalidParameter = (message: string): Refusal =>
  new Refusal('InvalidParameterException', message);

/** What Cognito could do and the local one does not: refused by name, never done half. */
export const unknownHere = (what: string): Refusal =>
  new Refusal('InvalidParameterException', `The local cloud does not know ${what}.`);
