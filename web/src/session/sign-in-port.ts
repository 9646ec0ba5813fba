export type Tokens = {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Absent where the one that is there goes on. */
  readonly refreshToken?: string | undefined;
};

export type SignInOutcome =
  | { readonly outcome: 'signed-in'; readonly tokens: Tokens }
  | { readonly outcome: 'totp-needed'; readonly challenge: string }
  | { readonly outcome: 'totp-to-set-up'; readonly challenge: string; readonly secret: string };

/**
 * How somebody proves who they are, whichever user pool stands behind it: on AWS and on the local cloud our API asks
 * Cognito. Rejects with an `ApiProblem` where something was refused.
 */
export type SignInPort = {
  signIn(email: string, password: string): Promise<SignInOutcome>;
  answerTotp(challenge: string, code: string): Promise<SignInOutcome>;
  signUp(email: string, name: string): Promise<void>;
  confirmSignUp(email: string, code: string, password: string): Promise<void>;
  forgetPassword(email: string): Promise<void>;
  resetPassword(email: string, code: string, password: string): Promise<void>;
  refresh(refreshToken: string): Promise<Tokens>;
  signOut(accessToken: string): Promise<void>;
};
