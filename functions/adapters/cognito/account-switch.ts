import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AccountSwitch } from '../../domain/operator/ports.ts';
import { cognitoClient } from './accounts.ts';
import { asRefusal } from './failures.ts';

/** Every failure becomes one of our refusals; an account that is gone lets nobody in, which is as good as disabled. */
const asked = async (questions: () => Promise<unknown>): Promise<void> => {
  try {
    await questions();
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw asRefusal(error);
  }
};

export const cognitoSwitch = (
  UserPoolId: string,
  cognito: CognitoIdentityProviderClient = cognitoClient(),
): AccountSwitch => ({
  disable: (Username) =>
    asked(async () => {
      await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));
      await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username }));
    }),
  enable: (Username) => asked(() => cognito.send(new AdminEnableUserCommand({ UserPoolId, Username }))),
});
