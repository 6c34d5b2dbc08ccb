import {
  calendarIcon,
  plugIcon,
  radioIcon,
  receiptIcon,
  scaleIcon,
  scanQrCodeIcon,
  stickerIcon,
  storeIcon,
  sunIcon,
  tagIcon,
  tillIcon,
} from '@/app/_ui/icons';
import type { Permission } from '@/lib/domain/permissions';

/** Where the navigation leads. Only pages that exist; each is shown to the roles that may open it. */
export const sections = {
  overview: { href: '/overview', icon: sunIcon, permission: 'orders:read' },
  charge: { href: '/till', icon: scanQrCodeIcon, permission: 'orders:write' },
  orders: { href: '/orders', icon: receiptIcon, permission: 'orders:read' },
  closed: { href: '/accounting/closed', icon: calendarIcon, permission: 'accounting:read' },
  reconciliation: { href: '/reconciliation', icon: scaleIcon, permission: 'reconciliation:write' },
  notifications: { href: '/notifications', icon: radioIcon, permission: 'notifications:read' },
  stores: { href: '/stores', icon: storeIcon, permission: 'stores:read' },
  pos: { href: '/pos', icon: tillIcon, permission: 'pos:read' },
  catalog: { href: '/catalog', icon: tagIcon, permission: 'catalog:write' },
  stickers: { href: '/stickers', icon: stickerIcon, permission: 'pos:read' },
  mercadoPago: { href: '/settings/mercadopago', icon: plugIcon, permission: 'settings:write' },
} as const satisfies Record<string, { href: string; icon: string; permission: Permission }>;

export type SectionName = keyof typeof sections;

/** The sidebar's groups, in reading order. */
export const sectionGroups = [
  { head: null, names: ['overview', 'charge', 'orders'] },
  { head: 'review', names: ['closed', 'reconciliation', 'notifications'] },
  { head: 'business', names: ['stores', 'pos', 'stickers', 'catalog'] },
  { head: 'settings', names: ['mercadoPago'] },
] as const satisfies readonly { head: 'review' | 'business' | 'settings' | null; names: readonly SectionName[] }[];
