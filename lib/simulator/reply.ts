/** What a route answers. `json` is serialised; `bytes` go out as they are; neither means an empty body. */
export type Reply = {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  bytes?: { content: Buffer; type: string };
};

/** A successful JSON answer. */
export function ok(json: unknown): Reply {
  return { status: 200, json };
}
