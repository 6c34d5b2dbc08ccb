import type { Account } from './accounts';
import { readInstant, writeOffsetInstant, writeUtcInstant } from './instant';
import { isRecord } from './json-value';
import { refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { listReleaseRows, listSettlementRows, type Period } from './report-rows';
import { type Call, forAccount, type Route } from './route';
import { accountKey } from './world';

/** `settlement`: what was approved. `release`: what made the available balance change. */
export type ReportKind = 'settlement' | 'release';

/** One report of an account that was asked for. */
export type ReportFile = {
  id: number;
  fileName: string;
  period: Period;
  createdAt: number;
  readyAt: number;
  text: string;
};

/** The reports of an account. */
export type ReportShelf = { config: Record<string, unknown> | null; isScheduled: boolean; files: ReportFile[] };

const longestPeriodMs = 60 * 86_400_000;
const defaultColumns = {
  settlement:
    'EXTERNAL_REFERENCE SOURCE_ID USER_ID PAYMENT_METHOD_TYPE PAYMENT_METHOD SITE TRANSACTION_TYPE TRANSACTION_AMOUNT TRANSACTION_CURRENCY TRANSACTION_DATE FEE_AMOUNT SETTLEMENT_NET_AMOUNT SETTLEMENT_CURRENCY SETTLEMENT_DATE REAL_AMOUNT COUPON_AMOUNT METADATA MKP_FEE_AMOUNT FINANCING_FEE_AMOUNT SHIPPING_FEE_AMOUNT TAXES_AMOUNT INSTALLMENTS TAX_DETAIL ORDER_ID TAXES_DISAGGREGATED DESCRIPTION MONEY_RELEASE_DATE IS_RELEASED POS_ID POS_NAME EXTERNAL_POS_ID STORE_ID STORE_NAME EXTERNAL_STORE_ID POI_WALLET_NAME POI_BANK_NAME OPERATION_TAGS',
  release:
    'DATE SOURCE_ID EXTERNAL_REFERENCE RECORD_TYPE DESCRIPTION NET_CREDIT_AMOUNT NET_DEBIT_AMOUNT GROSS_AMOUNT MP_FEE_AMOUNT FINANCING_FEE_AMOUNT SHIPPING_FEE_AMOUNT TAXES_AMOUNT COUPON_AMOUNT INSTALLMENTS PAYMENT_METHOD TAX_DETAIL TRANSACTION_APPROVAL_DATE CURRENCY TAXES_DISAGGREGATED ORDER_ID METADATA BALANCE_AMOUNT PAYMENT_METHOD_TYPE POS_ID POS_NAME EXTERNAL_POS_ID STORE_ID STORE_NAME EXTERNAL_STORE_ID',
};

function shelfOf(call: Call, account: Account, kind: ReportKind): ReportShelf {
  const { reports } = call.simulation.world;
  const key = accountKey(account.userId, kind);
  const shelf = reports.get(key) ?? { config: null, isScheduled: false, files: [] };
  reports.set(key, shelf);
  return shelf;
}

function requireConfig(shelf: ReportShelf): Record<string, unknown> {
  if (shelf.config) return shelf.config;
  throw refuseGeneric(404, 'config_not_found_for_user', 'There is no configuration for the user');
}

function setConfig(call: Call, account: Account, kind: ReportKind): Reply {
  const shelf = shelfOf(call, account, kind);
  if (call.method === 'PUT') requireConfig(shelf);
  const { body } = call;
  if (!isRecord(body)) throw refuseGeneric(400, 'bad_request', 'The body must be an object');
  if (!isColumnList(body.columns)) throw refuseGeneric(400, 'bad_request', 'columns must be a list of { key }');
  if (!isRecord(body.frequency)) throw refuseGeneric(400, 'bad_request', 'frequency is required');
  shelf.config = { ...body, scheduled: shelf.isScheduled };
  call.simulation.changed();
  return { status: call.method === 'POST' ? 201 : 200, json: shelf.config };
}

function requestReport(call: Call, account: Account, kind: ReportKind): Reply {
  const { simulation } = call;
  const shelf = shelfOf(call, account, kind);
  const config = requireConfig(shelf);
  const period = readPeriod(call.body);
  const { report_status: status, report_delay_ms: delayMs } = simulation.world.behaviour;
  if (status === 203) return { status: 203, json: { message: 'The report was not generated' } };
  const now = simulation.now();
  const stamp = writeUtcInstant(now).replace(/T/, '-').replace(/:/g, '').slice(0, 17);
  const prefix =
    typeof config.file_name_prefix === 'string' ? config.file_name_prefix : `${kind}-report-${account.userId}`;
  const fileName = freeName(shelf, `${prefix}-${stamp}`);
  const text = writeReport(call, account, kind, config, period);
  shelf.files.push({ id: simulation.nextId(), fileName, period, createdAt: now, readyAt: now + delayMs, text });
  simulation.changed();
  return { status: 202 };
}

function freeName(shelf: ReportShelf, stem: string): string {
  const isTaken = (name: string) => shelf.files.some(({ fileName }) => fileName === name);
  let name = `${stem}.csv`;
  for (let count = 2; isTaken(name); count += 1) name = `${stem}-${count}.csv`;
  return name;
}

function writeReport(
  call: Call,
  account: Account,
  kind: ReportKind,
  config: Record<string, unknown>,
  period: Period,
): string {
  const { world } = call.simulation;
  const zone = /^GMT([+-]\d{2})$/.exec(typeof config.display_timezone === 'string' ? config.display_timezone : '');
  const writing = { world, account, offsetHours: Number(zone?.[1] ?? -4), now: call.simulation.now() };
  const rows = kind === 'settlement' ? listSettlementRows(writing, period) : listReleaseRows(writing, period);
  const columns = isColumnList(config.columns) ? config.columns.map(({ key }) => key) : [];
  const shown = columns.length > 0 ? columns : defaultColumns[kind].split(' ');
  const separator = typeof config.separator === 'string' && config.separator !== '' ? config.separator : ',';
  const lines = [shown, ...rows.map(({ cells }) => shown.map((column) => cells[column] ?? ''))];
  return lines.map((line) => `${line.map((cell) => quote(cell, separator)).join(separator)}\r\n`).join('');
}

function quote(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function readPeriod(body: unknown): Period {
  const from = isRecord(body) ? readInstant(body.begin_date) : null;
  const to = isRecord(body) ? readInstant(body.end_date) : null;
  if (from === null || to === null) {
    throw refuseGeneric(400, 'bad_request', 'begin_date and end_date must be yyyy-MM-ddTHH:mm:ssZ');
  }
  if (to <= from || to - from > longestPeriodMs) {
    throw refuseGeneric(400, 'bad_request', 'The period must be at most 60 days');
  }
  return { from, to };
}

function listReports(call: Call, account: Account, kind: ReportKind): Reply {
  const now = call.simulation.now();
  const ready = shelfOf(call, account, kind).files.filter(({ readyAt }) => readyAt <= now);
  return ok(
    ready.map(({ id, fileName, period, createdAt }) => ({
      id,
      user_id: account.userId,
      begin_date: writeUtcInstant(period.from),
      end_date: writeUtcInstant(period.to),
      file_name: fileName,
      created_from: 'manual',
      date_created: writeOffsetInstant(createdAt),
    })),
  );
}

function downloadReport(call: Call, account: Account, kind: ReportKind): Reply {
  const { files } = shelfOf(call, account, kind);
  const file = files.find(({ fileName }) => fileName === call.param('file_name'));
  if (!file || file.readyAt > call.simulation.now()) throw refuseGeneric(404, 'not_found', 'There is no such report');
  return { status: 200, bytes: { content: Buffer.from(file.text), type: 'text/csv; charset=utf-8' } };
}

function setSchedule(call: Call, account: Account, kind: ReportKind): Reply {
  const shelf = shelfOf(call, account, kind);
  const config = requireConfig(shelf);
  shelf.isScheduled = call.method === 'POST';
  shelf.config = { ...config, scheduled: shelf.isScheduled };
  call.simulation.changed();
  const status = shelf.isScheduled ? 'pending' : 'deleted';
  return ok({
    id: call.simulation.nextId(),
    user_id: account.userId,
    report_type: kind,
    created_from: 'schedule',
    retries: 0,
    status,
  });
}

function isColumnList(value: unknown): value is { key: string }[] {
  return Array.isArray(value) && value.every((column) => isRecord(column) && typeof column.key === 'string');
}

function routesOf(kind: ReportKind): Route[] {
  const base = `/v1/account/${kind}_report`;
  return [
    forAccount('POST', `${base}/config`, (call, account) => setConfig(call, account, kind)),
    forAccount('PUT', `${base}/config`, (call, account) => setConfig(call, account, kind)),
    forAccount('GET', `${base}/config`, (call, account) => ok(requireConfig(shelfOf(call, account, kind)))),
    forAccount('POST', base, (call, account) => requestReport(call, account, kind)),
    forAccount('GET', `${base}/list`, (call, account) => listReports(call, account, kind)),
    forAccount('POST', `${base}/schedule`, (call, account) => setSchedule(call, account, kind)),
    forAccount('DELETE', `${base}/schedule`, (call, account) => setSchedule(call, account, kind)),
    forAccount('GET', `${base}/:file_name`, (call, account) => downloadReport(call, account, kind)),
  ];
}

/**
 * Settlement and release reports, made of what happened here.
 * Source: mercadopago/devsite-docs guides/additional-content/reports/account-money/api.en.md and released-money/api.en.md.
 */
export const reportRoutes: Route[] = [...routesOf('settlement'), ...routesOf('release')];
