import 'server-only';
import http from 'node:http';
import https from 'node:https';

/** What calling our own public address brought: an answer, or the system's word for why there was none. */
export type OwnAnswer =
  | { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: string }
  | { readonly code: string };

/** Why there was no answer, as pages say it. */
export type NoAnswer = 'unknown_host' | 'no_connection' | 'timeout' | 'certificate' | 'failed';

/** Of an answer that is not ours; ours are shorter. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Calls an address of this installation as others would. The address comes from the configuration and never from what
 * anybody typed; no redirect is followed. Without `fetch`, which hides what is wrong with a certificate behind its own error.
 */
export function askOwnAddress(
  url: URL,
  question: { method: 'GET' | 'POST'; agent: string; body?: string; patienceMs: number },
): Promise<OwnAnswer> {
  return new Promise((resolve) => {
    const { request: send } = url.protocol === 'https:' ? https : http;
    const { method, agent, body = '' } = question;
    const content = method === 'POST' ? { 'content-type': 'application/json', 'content-length': body.length } : {};
    const request = send(url, {
      method,
      agent: false,
      headers: { 'user-agent': agent, ...content },
      signal: AbortSignal.timeout(question.patienceMs),
    });
    const fail = (error: Error) => resolve({ code: codeOf(error) });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const finish = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length < MAX_BODY_BYTES) return;
        finish();
        response.destroy();
      });
      response.on('end', finish).on('error', fail);
    });
    request.on('error', fail);
    request.end(body);
  });
}

/** The kind of a failure by its code. */
export function noAnswerOf(code: string): NoAnswer {
  if (code === 'ETIMEDOUT' || code === 'ABORT_ERR') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_host';
  if (/^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE)$/.test(code)) return 'no_connection';
  return /CERT|SELF_SIGNED|VERIFY|SSL|TLS|EPROTO/.test(code) ? 'certificate' : 'failed';
}

function codeOf(error: Error): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'ETIMEDOUT';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
