import type { User } from '../users.ts';

export const attributesOf = ({ sub, attributes }: User): [string, string][] => [['sub', sub], ...attributes];

/** A user as most operations tell of one. Dates are seconds since 1970. */
export const describeUser = (user: User, shown?: readonly string[]) => ({
  Username: user.sub,
  Attributes: attributesOf(user)
    .filter(([name]) => !shown || shown.includes(name))
    .map(([Name, Value]) => ({ Name, Value })),
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.modifiedAt / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
});

export const codeSettings = ({ usesCodes, prefersCodes }: User) => ({
  ...(usesCodes && { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }),
  ...(prefersCodes && { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' }),
});
