import { useTranslations } from 'next-intl';
import { may, type Role } from '@/lib/domain/permissions';
import { PhoneTabLinks } from './phone-tab-links';
import { type SectionName, sections } from './sections';

const shown = [
  'overview',
  'orders',
  'charge',
  'pos',
  'closed',
  'reconciliation',
  'notifications',
  'stores',
  'mercadoPago',
] as const satisfies readonly SectionName[];

/** Five tabs at the thumb, charging in the middle; a role without a section has one tab less. */
export function PhoneTabs({ role }: { role: Role }) {
  const t = useTranslations('shell.nav');
  const allowed = shown.filter((name) => may(role, sections[name].permission));
  const words = Object.fromEntries(allowed.map((name) => [name, t(name)]));
  return <PhoneTabLinks words={words} label={t('label')} more={t('more')} />;
}
