/** The first page of the description, in CommonMark. */
export const overview = `Mostrador publishes orders on Mercado Pago QR points of sale, watches them being paid, and gives money back. This API lets a POS system do what the till does.

## Keys

Send \`Authorization: Bearer mk_…\`. An owner creates keys in Settings → API keys, or an administrator with \`npm run admin -- api-key create\`. A key has scopes, ends by itself, and can be revoked at once. Unknown, expired and revoked keys are \`unauthorized\`; a missing scope is \`forbidden\`.

## Values

Bodies are JSON in UTF-8 with names in snake_case. Amounts are decimal text in major units (\`"320.00"\`; CLP and COP without decimals). Times are ISO 8601 in UTC. Ids are opaque. Unknown fields and parameters in a request are refused; answers may grow by fields.

## Doing things once

\`POST /orders\` and \`POST /orders/{order_id}/refunds\` need an \`Idempotency-Key\`. Make a UUID per attempt, keep it, and send the same key and body again whenever the answer was lost: nothing is done twice, and the first answer comes again with \`Idempotency-Replayed: true\`, also when it was an error of Mercado Pago's (502, 503). While the first request is still on its way the answer is \`conflict\`; another body under the key is \`idempotency_key_reused\`. What was refused before anything was stored (400, 401, 403, 404, 409, 422, 429) is not kept, so that the corrected request may use the key. Keys are kept for at least 72 hours, each for the API key and call that used it.

## Lists

Lists answer \`results\` and \`next_cursor\`. Send the cursor back as it is for the next page; what is added meanwhile makes no gap and no repeat.

## Limits

A key may make 50 requests a second for long, and 100 at once, unless its owner chose otherwise. Every answer says how much is left (\`RateLimit-Policy\` and \`RateLimit\` of draft-ietf-httpapi-ratelimit-headers-10, and \`RateLimit-Limit\`, \`-Remaining\`, \`-Reset\` for clients of its earlier drafts). Beyond that: 429 \`rate_limited\` with \`Retry-After\`.

## Errors

Every error is \`{ "error": { "code", "message", "fields" } }\` with a code of a closed set. Decide by the code; show the message, which follows \`Accept-Language\` (es, pt, en).

## When nobody knows

Networks fail in the middle. An order that Mercado Pago has not confirmed is \`draft\`; a refund that it has not confirmed is \`unknown\`. Both settle by themselves. Read again; never charge or refund anew with another key because an answer is missing.
`;
