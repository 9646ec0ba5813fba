import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ME } from '../../app/me.ts';
import { useMeans } from '../../app/means.tsx';
import { isAnswered } from '../../ui/is-answered.ts';
import { notify } from '../../ui/notify.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { bodyOf, type OpenDraft } from './open-draft.ts';

/** Opens the business, starts its onboarding and goes there. */
export const useOpening = (
  draft: OpenDraft,
  change: (part: Partial<OpenDraft>) => void,
  forget: () => void,
) => {
  const { openBusiness: words } = useMessages();
  const { people, owner, queries } = useMeans();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const { id: businessId } = await people.openBusiness({ body: bodyOf(draft), key: draft.key });
      // Where that fails the page it leads to offers it again.
      await owner.startOnboarding({ path: { businessId } }).catch(() => undefined);
      return businessId;
    },
    onError: (error) => isAnswered(error) && change({ key: crypto.randomUUID() }),
    onSuccess: async (businessId) => {
      forget();
      await queries.invalidateQueries({ queryKey: ME });
      notify(words.created(draft.name));
      await navigate({ to: '/b/$businessId/onboarding', params: { businessId }, replace: true });
    },
  });
};
