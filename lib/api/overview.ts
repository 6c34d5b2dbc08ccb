/** What every program must know, in CommonMark: the first page of the description (in English) and of the reference. */
export const overview = {
  es: `Mostrador publica órdenes en cajas con QR de Mercado Pago, mira cómo se pagan y devuelve dinero. Con esta API un sistema de caja hace lo mismo que la pantalla de cobro.

## Claves

Enviar \`Authorization: Bearer mk_…\`. Una persona titular crea claves en Configuración → Claves de API, o un administrador con \`npm run admin -- api-key create\`. Una clave tiene permisos, vence sola y se puede revocar en el acto. Las desconocidas, vencidas y revocadas reciben \`unauthorized\`; si falta un permiso, \`forbidden\`.

## Valores

Los cuerpos son JSON en UTF-8 con nombres en snake_case. Los importes son texto decimal en unidades mayores (\`"320.00"\`; CLP y COP sin decimales). Los tiempos son ISO 8601 en UTC. Los ids son opacos. Los campos y parámetros desconocidos de un pedido se rechazan; las respuestas pueden crecer en campos.

## Hacer las cosas una sola vez

\`POST /orders\` y \`POST /orders/{order_id}/refunds\` necesitan una \`Idempotency-Key\`. Crear un UUID por intento, guardarlo, y enviar otra vez la misma clave y el mismo cuerpo si se perdió la respuesta: nada se hace dos veces, y la primera respuesta vuelve con \`Idempotency-Replayed: true\`, también cuando era un error de Mercado Pago (502, 503). Mientras el primer pedido está en camino la respuesta es \`conflict\` con \`why: in_flight\`; con otro cuerpo, \`idempotency_key_reused\`. Lo que se rechazó antes de guardar algo (400, 401, 403, 404, 409, 422, 429) no se conserva, así que el pedido corregido puede usar la clave. Se conservan al menos 72 horas, cada una para la clave de API y la llamada que la usó.

## Listas

Las listas responden \`results\` y \`next_cursor\`. Para la página siguiente, devolver el cursor tal cual; lo que se agrega mientras tanto no deja huecos ni repite.

## Límites

Una clave puede hacer 50 pedidos por segundo de manera sostenida, y 100 de una vez, salvo que su titular haya elegido otra cosa. Cada respuesta dice cuánto queda (\`RateLimit-Policy\` y \`RateLimit\` de draft-ietf-httpapi-ratelimit-headers-10, y \`RateLimit-Limit\`, \`-Remaining\` y \`-Reset\` para clientes de borradores anteriores). Más allá: 429 \`rate_limited\` con \`Retry-After\`.

## Errores

Cada error es \`{ "error": { "code", "message", "fields" } }\` con un código de un conjunto cerrado. Decidir por el código; mostrar el mensaje, que sigue a \`Accept-Language\` (es, pt, en).

## Cuando nadie sabe

Las redes fallan en el medio. Una orden que Mercado Pago no confirmó es \`draft\`; una devolución que no confirmó es \`unknown\`. Las dos se resuelven solas. Volver a leer; nunca cobrar ni devolver de nuevo con otra clave porque falta una respuesta.
`,
  pt: `O Mostrador publica pedidos em caixas com QR do Mercado Pago, acompanha o pagamento e devolve dinheiro. Com esta API um sistema de caixa faz o mesmo que a tela de cobrança.

## Chaves

Envie \`Authorization: Bearer mk_…\`. Uma pessoa titular cria chaves em Configurações → Chaves de API, ou um administrador com \`npm run admin -- api-key create\`. Uma chave tem permissões, vence sozinha e pode ser revogada na hora. As desconhecidas, vencidas e revogadas recebem \`unauthorized\`; se falta uma permissão, \`forbidden\`.

## Valores

Os corpos são JSON em UTF-8 com nomes em snake_case. Os valores em dinheiro são texto decimal em unidades maiores (\`"320.00"\`; CLP e COP sem decimais). Os horários são ISO 8601 em UTC. Os ids são opacos. Campos e parâmetros desconhecidos de uma requisição são recusados; as respostas podem ganhar campos.

## Fazer as coisas uma só vez

\`POST /orders\` e \`POST /orders/{order_id}/refunds\` precisam de uma \`Idempotency-Key\`. Crie um UUID por tentativa, guarde-o, e envie de novo a mesma chave e o mesmo corpo se a resposta se perdeu: nada é feito duas vezes, e a primeira resposta volta com \`Idempotency-Replayed: true\`, também quando era um erro do Mercado Pago (502, 503). Enquanto a primeira requisição está a caminho a resposta é \`conflict\` com \`why: in_flight\`; com outro corpo, \`idempotency_key_reused\`. O que foi recusado antes de guardar algo (400, 401, 403, 404, 409, 422, 429) não é mantido, de modo que a requisição corrigida pode usar a chave. São mantidas por pelo menos 72 horas, cada uma para a chave de API e a chamada que a usou.

## Listas

As listas respondem \`results\` e \`next_cursor\`. Para a próxima página, devolva o cursor como está; o que se acrescenta enquanto isso não deixa lacunas nem repete.

## Limites

Uma chave pode fazer 50 requisições por segundo de forma sustentada, e 100 de uma vez, salvo se seu titular escolheu outra coisa. Cada resposta diz quanto resta (\`RateLimit-Policy\` e \`RateLimit\` de draft-ietf-httpapi-ratelimit-headers-10, e \`RateLimit-Limit\`, \`-Remaining\` e \`-Reset\` para clientes de rascunhos anteriores). Além disso: 429 \`rate_limited\` com \`Retry-After\`.

## Erros

Cada erro é \`{ "error": { "code", "message", "fields" } }\` com um código de um conjunto fechado. Decida pelo código; mostre a mensagem, que segue \`Accept-Language\` (es, pt, en).

## Quando ninguém sabe

As redes falham no meio. Um pedido que o Mercado Pago não confirmou é \`draft\`; uma devolução que não confirmou é \`unknown\`. Os dois se resolvem sozinhos. Leia de novo; nunca cobre nem devolva outra vez com outra chave porque falta uma resposta.
`,
  en: `Mostrador publishes orders on Mercado Pago QR points of sale, watches them being paid, and gives money back. This API lets a POS system do what the till does.

## Keys

Send \`Authorization: Bearer mk_…\`. An owner creates keys in Settings → API keys, or an administrator with \`npm run admin -- api-key create\`. A key has scopes, ends by itself, and can be revoked at once. Unknown, expired and revoked keys are \`unauthorized\`; a missing scope is \`forbidden\`.

## Values

Bodies are JSON in UTF-8 with names in snake_case. Amounts are decimal text in major units (\`"320.00"\`; CLP and COP without decimals). Times are ISO 8601 in UTC. Ids are opaque. Unknown fields and parameters in a request are refused; answers may grow by fields.

## Doing things once

\`POST /orders\` and \`POST /orders/{order_id}/refunds\` need an \`Idempotency-Key\`. Make a UUID per attempt, keep it, and send the same key and body again whenever the answer was lost: nothing is done twice, and the first answer comes again with \`Idempotency-Replayed: true\`, also when it was an error of Mercado Pago's (502, 503). While the first request is still on its way the answer is \`conflict\` with \`why: in_flight\`; another body under the key is \`idempotency_key_reused\`. What was refused before anything was stored (400, 401, 403, 404, 409, 422, 429) is not kept, so that the corrected request may use the key. Keys are kept for at least 72 hours, each for the API key and call that used it.

## Lists

Lists answer \`results\` and \`next_cursor\`. Send the cursor back as it is for the next page; what is added meanwhile makes no gap and no repeat.

## Limits

A key may make 50 requests a second for long, and 100 at once, unless its owner chose otherwise. Every answer says how much is left (\`RateLimit-Policy\` and \`RateLimit\` of draft-ietf-httpapi-ratelimit-headers-10, and \`RateLimit-Limit\`, \`-Remaining\`, \`-Reset\` for clients of its earlier drafts). Beyond that: 429 \`rate_limited\` with \`Retry-After\`.

## Errors

Every error is \`{ "error": { "code", "message", "fields" } }\` with a code of a closed set. Decide by the code; show the message, which follows \`Accept-Language\` (es, pt, en).

## When nobody knows

Networks fail in the middle. An order that Mercado Pago has not confirmed is \`draft\`; a refund that it has not confirmed is \`unknown\`. Both settle by themselves. Read again; never charge or refund anew with another key because an answer is missing.
`,
} as const;
