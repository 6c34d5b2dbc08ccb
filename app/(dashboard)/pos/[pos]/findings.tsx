import { useTranslations } from 'next-intl';
import type { PreflightFinding } from '@/lib/domain/preflight';

/** What was found before a till charges in another way, a line each. */
export function Findings({ findings }: { findings: readonly PreflightFinding[] }) {
  const t = useTranslations('pos.charging.finding');
  return findings.map(({ code }) => (
    <span key={code} className="block">
      {t(code)}
    </span>
  ));
}
