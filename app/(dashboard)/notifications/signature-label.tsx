import { useTranslations } from 'next-intl';
import { Icon } from '@/app/_ui/icon';
import { shieldCheckIcon, shieldCrossIcon, shieldIcon } from '@/app/_ui/icons';
import type { SignatureVerdict } from '@/lib/domain/notification';

/** What the signature proves, which is never a payment; so it is told in ink and not in green. */
export function SignatureLabel({ verdict }: { verdict: SignatureVerdict | null }) {
  const t = useTranslations('notifications.signature');
  const isBad = verdict === 'invalid';
  return (
    <span
      className={`inline-flex items-center gap-2 align-middle ${verdict === 'unverifiable' || verdict === null ? 'text-ink-2' : ''}`}
    >
      <Icon shape={shapes[verdict ?? 'unverifiable']} className={isBad ? 'text-warn-mark' : 'text-ink-3'} />
      {t(verdict ?? 'none')}
    </span>
  );
}

const shapes: Readonly<Record<SignatureVerdict, string>> = {
  valid: shieldCheckIcon,
  invalid: shieldCrossIcon,
  unverifiable: shieldIcon,
};
