import { getDescription } from './description';
import { listNotifications } from './notifications';
import type { Operation } from './operation';
import { cancelOrder, checkOrder, createOrder, getOrder, listOrderEvents, listOrders, watchOrder } from './orders';
import { changePos, createPos, getPos, getPosQrPng, getPosQrSvg, listPos, retirePos } from './pos';
import { createRefund } from './refunds';
import { listStickerTemplates, printStickers } from './stickers';
import { changeStore, createStore, getStore, listStores, retireStore } from './stores';
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
  createPos,
  getPos,
  changePos,
  retirePos,
  getPosQrSvg,
  getPosQrPng,
  sayWhileWaiting,
  listStores,
  createStore,
  getStore,
  changeStore,
  retireStore,
  printStickers,
  listStickerTemplates,
  listNotifications,
  getDescription,
];
