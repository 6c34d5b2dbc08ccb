/** One request that the simulator received, as `GET /_control/requests` shows it. */
export type RequestRecord = {
  id: number;
  /** The answer's `x-request-id`, by which support finds a request. */
  request_id: string;
  at: string;
  method: string;
  path: string;
  query: string;
  user_id: number | null;
  idempotency_key: string | null;
  body: unknown;
  status: number | null;
  /** `ok`, `refused`, `unknown_route`, `failed`, or `fault:` and its kind. */
  verdict: string;
  /** The `error` of a refusal. */
  error: string | null;
  duration_ms: number;
};

/** The latest requests, oldest first. */
export type RequestLog = { add(record: Omit<RequestRecord, 'id'>): void; list(): RequestRecord[]; clear(): void };

const mostRecords = 5_000;
const longestBody = 4_000;

/** A log that forgets the oldest requests, so that a load test does not fill the memory. */
export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  let lastId = 0;
  return {
    add(record) {
      lastId += 1;
      records.push({ ...record, id: lastId });
      // Cut in one go and rarely: shifting an array of thousands at every request is slow.
      if (records.length >= 2 * mostRecords) records = records.slice(-mostRecords);
    },
    list: () => records.slice(-mostRecords),
    clear() {
      records = [];
    },
  };
}

/** A body short enough to keep: a long one is kept as its length only. */
export function keepBody(body: unknown, length: number): unknown {
  if (body === undefined) return null;
  return length <= longestBody ? body : { omitted_bytes: length };
}
