import { getDescription } from './description';
import { listNotifications } from './notifications';
import type { Operation } from './operation';
import { cancelOrder, checkOrder, createOrder, getOrder, listOrderEvents, listOrders, watchOrder } from './orders';
import { changePos, getPos, getPosQrPng, getPosQrSvg, listPos } from './pos';
import { createRefund } from './refunds';
import { listStickerTemplates, printStickers } from './stickers';
import { listStores } from './stores';
import { sayWhileWaiting } from './unattended';

/** Every call of `/api/v1`, in the order in which they are read about. A route that is not here fails a test. */
export const operations: readonly Operation[] = [
  createOrder,
  listOrders,
  getOrder,
  cancelOrder,
  checkOrder,
  watchOrder,
  listOrderEvents,
  createRefund,
  listPos,
  getPos,
  changePos,
  getPosQrSvg,
  getPosQrPng,
  sayWhileWaiting,
  listStores,
  printStickers,
  listStickerTemplates,
  listNotifications,
  getDescription,
];
