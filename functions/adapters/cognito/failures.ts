import { Refusal, type RefusalCode } from '../../domain/errors.ts';

/** What each failure of Cognito means to us, in the one place that says so. */
const MEANINGS: Readonly<Record<string, RefusalCode>> = {
  UserNotFoundException: 'wrong_credentials',
  CodeMismatchException: 'code_invalid',
  EnableSoftwareTokenMFAException: 'code_invalid',
  ExpiredCodeException: 'code_invalid',
  SoftwareTokenMFANotFoundException: 'code_invalid',
  // A password that begins with a space, a session that is none: nothing that one of ours would be refused for.
  InvalidParameterException: 'invalid_arguments',
  InvalidPasswordException: 'password_weak',
  PasswordHistoryPolicyViolationException: 'password_weak',
  TooManyRequestsException: 'too_many_requests',
  LimitExceededException: 'too_many_requests',
  TooManyFailedAttemptsException: 'too_many_requests',
  InternalErrorException: 'vendor_unavailable',
  TimeoutError: 'vendor_unavailable',
};

/** Cognito has one name for everything that is not allowed, and tells it apart only in words. */
const unauthorized = (message: string): RefusalCode => {
  if (/attempts exceeded/i.test(message)) return 'too_many_requests';
  if (/refresh token|access token/i.test(message)) return 'session_ended';
  return 'wrong_credentials';
};

/** A refusal of ours, or the error as it is where nobody foresaw it. */
export const asRefusal = (error: unknown): unknown => {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const code = error.name === 'NotAuthorizedException' ? unauthorized(error.message) : MEANINGS[error.name];
  return code === undefined
    ? error
    : new Refusal(code, { vendor: 'cognito', because: error.name }, { cause: error });
};
