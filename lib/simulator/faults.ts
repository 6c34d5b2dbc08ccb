import { isRecord } from './json-value';

/** Something that goes wrong on purpose. Named as the control API names it. */
export type Fault = {
  /** `*` for any. */
  method: string;
  /** The path without its query: a prefix, or with `*` for any run of characters. */
  path: string;
  /** How many more requests it hits. */
  times: number;
  kind: FaultKind;
  delay_ms: number;
  status: number;
  /** Sent in place of the usual body by `status`. */
  body: unknown;
  retry_after: number;
  /** Whether the request takes effect before the wrong answer is sent. */
  commit: boolean;
};

const kinds = ['delay', 'status', 'drop', 'drop_after_commit', 'html', 'garbage', 'rate_limit'] as const;

/** What can go wrong. `drop` breaks the connection before the request takes effect, `drop_after_commit` after. */
export type FaultKind = (typeof kinds)[number];

/** Reads the list of the control API; the answer is a sentence when it cannot be read. */
export function readFaults(value: unknown): Fault[] | string {
  if (!Array.isArray(value)) return 'the body must be an array';
  const faults: Fault[] = [];
  for (const [index, entry] of value.entries()) {
    const fault = readFault(entry);
    if (typeof fault === 'string') return `fault ${index}: ${fault}`;
    faults.push(fault);
  }
  return faults;
}

/** The first fault that fits, with one of its times used up; null when none fits. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | null {
  const fault = faults.find((candidate) => candidate.times > 0 && isHit(candidate, method, path));
  if (!fault) return null;
  fault.times -= 1;
  return fault;
}

function isHit(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== '*' && fault.method !== method) return false;
  if (!fault.path.includes('*')) return path.startsWith(fault.path);
  const [first = '', ...rest] = fault.path.split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    if (piece === '') continue;
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return fault.path.endsWith('*') || path.endsWith(rest.at(-1) ?? '');
}

function readFault(value: unknown): Fault | string {
  if (!isRecord(value)) return 'must be an object';
  const { kind } = value;
  if (!isKind(kind)) return `kind must be one of ${kinds.join(', ')}`;
  const method = value.method ?? '*';
  const path = value.path ?? '*';
  if (typeof method !== 'string' || typeof path !== 'string') return 'method and path must be texts';
  const times = value.times ?? Number.POSITIVE_INFINITY;
  if (typeof times !== 'number' || times < 0) return 'times must be a number from 0';
  const status = value.status ?? (kind === 'html' ? 502 : 500);
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    return 'status must be a whole number from 200 to 599';
  }
  const delayMs = value.delay_ms ?? 1_000;
  if (typeof delayMs !== 'number' || delayMs < 0 || delayMs > 3_600_000) return 'delay_ms must be 0 to 3600000';
  const retryAfter = value.retry_after ?? 1;
  if (typeof retryAfter !== 'number' || retryAfter < 0) return 'retry_after must be a number of seconds';
  const commit = value.commit ?? (kind === 'garbage' || kind === 'drop_after_commit');
  return {
    method: method.toUpperCase(),
    path,
    times,
    kind,
    delay_ms: delayMs,
    status,
    body: value.body,
    retry_after: retryAfter,
    commit: commit === true,
  };
}

function isKind(value: unknown): value is FaultKind {
  return kinds.some((kind) => kind === value);
}
