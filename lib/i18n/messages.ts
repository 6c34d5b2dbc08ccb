import type { Locale } from './locales';
import { accounting } from './messages/accounting';
import { apiDocs } from './messages/api-docs';
import { apiKeys } from './messages/api-keys';
import { catalog } from './messages/catalog';
import { charge } from './messages/charge';
import { errors } from './messages/errors';
import { login } from './messages/login';
import { method } from './messages/method';
import { money } from './messages/money';
import { notifications } from './messages/notifications';
import { offline } from './messages/offline';
import { order } from './messages/order';
import { orders } from './messages/orders';
import { overview } from './messages/overview';
import { places } from './messages/places';
import { pos } from './messages/pos';
import { problem } from './messages/problem';
import { reconciliation } from './messages/reconciliation';
import { refund } from './messages/refund';
import { refusal } from './messages/refusal';
import { screen } from './messages/screen';
import { settings } from './messages/settings';
import { shell } from './messages/shell';
import { status } from './messages/status';
import { stickers } from './messages/stickers';
import { stores } from './messages/stores';
import { ticket } from './messages/ticket';
import { till } from './messages/till';
import { tillSettings } from './messages/till-settings';
import { time } from './messages/time';
import { ui } from './messages/ui';
import { unattended } from './messages/unattended';
import { webhooks } from './messages/webhooks';

/** Every namespace of the interface, each in the three languages. */
export const namespaces = {
  accounting,
  apiDocs,
  apiKeys,
  catalog,
  charge,
  errors,
  login,
  method,
  money,
  notifications,
  offline,
  orders,
  order,
  overview,
  places,
  pos,
  problem,
  reconciliation,
  refund,
  refusal,
  screen,
  settings,
  shell,
  status,
  stickers,
  stores,
  ticket,
  till,
  tillSettings,
  time,
  ui,
  webhooks,
  unattended,
};

/** What one language has to say; Spanish gives the keys and the arguments of each sentence. */
export type Messages = { readonly [Name in keyof typeof namespaces]: (typeof namespaces)[Name]['es'] };

/** All messages of one language, as next-intl wants them. */
export function messagesFor(locale: Locale): Record<string, unknown> {
  return Object.fromEntries(Object.entries(namespaces).map(([name, languages]) => [name, languages[locale]]));
}
