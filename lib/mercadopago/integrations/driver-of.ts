import type { Integration } from '@/lib/domain/order';
import { attendedV1 } from './attended-v1';
import { attendedV2 } from './attended-v2';
import type { Driver } from './driver';
import { ordersApi } from './orders-api';
import { unattended } from './unattended';

const drivers: Readonly<Record<Integration, Driver>> = {
  attended_v2: attendedV2,
  attended_v1: attendedV1,
  orders_api: ordersApi,
  unattended,
};

/** The driver of a generation. */
export function driverOf(integration: Integration): Driver {
  return drivers[integration];
}
