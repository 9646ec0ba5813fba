import { people } from 'virtual:api-routes';
import { apiClient } from '../../../functions/contracts/api/client.ts';
import { sendOnce } from '../api/make-api.ts';
import type { SignInPort } from './sign-in-port.ts';

/** By our own API, which asks Cognito. */
export const apiSignIn = (): SignInPort => {
  const open = apiClient(people, '', sendOnce);
  return {
    signIn: (email, password) => open.signIn({ body: { email, password } }),
    answerTotp: (challenge, code) => open.answerTotp({ body: { challenge, code } }),
    signUp: (email, name) => open.signUp({ body: { email, name } }),
    confirmSignUp: async (email, code, password) => {
      await open.confirmSignUp({ body: { email, code, password } });
    },
    forgetPassword: (email) => open.forgetPassword({ body: { email } }),
    resetPassword: (email, code, password) => open.resetPassword({ body: { email, code, password } }),
    refresh: (refreshToken) => open.refreshSession({ body: { refreshToken } }),
    signOut: (accessToken) => apiClient(people, '', sendOnce, () => accessToken).signOut(),
  };
};
