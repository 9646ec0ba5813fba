import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import { useMeans } from '../../app/means.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { bodyOf, type OpenDraft } from './open-draft.ts';

/** Whether it is certain that nothing came of the request: it was refused, and not because it may be under way. */
const cameToNothing = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  error.status < 500 &&
  error.code !== 'request_running' &&
  error.code !== 'idempotency_key_reused';

/** Opens the business, starts its onboarding and goes there. */
export const useOpening = (
  draft: OpenDraft,
  change: (part: Partial<OpenDraft>) => void,
  forget: () => void,
) => {
  const { app, openBusiness: words } = useMessages();
  const { people, owner, queries } = useMeans();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const { id: businessId } = await people.openBusiness({ body: bodyOf(draft), key: draft.key });
      // Where that fails the page it leads to offers it again.
      await owner.startOnboarding({ path: { businessId } }).catch(() => undefined);
      return businessId;
    },
    onError: (error) => cameToNothing(error) && change({ key: crypto.randomUUID() }),
    onSuccess: async (businessId) => {
      forget();
      await queries.invalidateQueries({ queryKey: ['me'] });
      notifications.show({
        color: 'green',
        message: words.created(draft.name),
        closeButtonProps: { 'aria-label': app.close },
      });
      await navigate({ to: '/b/$businessId/onboarding', params: { businessId }, replace: true });
    },
  });
};
