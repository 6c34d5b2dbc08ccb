/** Sources that break a rule, each by itself, and sources that look like it but keep it. The first line names the file. */
export type Proof = { readonly breaks: readonly string[]; readonly keeps: readonly string[] };

const page = 'app/(dashboard)/orders/page.tsx';
const row = 'app/(dashboard)/orders/order-row.tsx';
const route = 'app/api/v1/orders/route.ts';

/** A rule that cannot fail proves nothing: for every one, by its name, what must be found and what must not. */
export const proofs: Readonly<Record<string, Proof>> = {
  'a file imports only what its folder may': {
    breaks: [
      "lib/domain/order.ts\nimport { z } from 'zod';",
      "lib/domain/order.ts\nimport { createHash } from 'node:crypto';",
      "lib/domain/order.ts\nimport type { OrderRow } from '@/db/orders';",
      "lib/domain/order.ts\nimport type { OrderRow } from '../../db/orders';",
      "lib/domain/order.ts\nconst zod = await import('zod');",
      'lib/domain/order.ts\nconst zod = require(`zod`);',
      'lib/domain/order.ts\nconst other = await import(name);',
      "lib/domain/order.ts\nexport { z } from 'zod';",
      "lib/domain/order.ts\nexport type Zod = import('zod').ZodType;",
      "lib/domain/order.ts\nimport {\n  /* many */\n  z,\n} from 'zod';",
      "lib/errors.ts\nimport { log } from './log';",
      "lib/mercadopago/client.ts\nimport { env } from '@/lib/env';",
      "lib/mercadopago/client.ts\nimport { db } from '@/db/client';",
      "lib/env.ts\nimport { log } from './log';",
      "lib/log.ts\nimport { z } from 'zod';",
      "lib/sealing.ts\nimport { db } from '@/db/client';",
      "lib/passwords.ts\nimport bcrypt from 'bcrypt';",
      "lib/postgres-errors.ts\nimport { db } from '@/db/client';",
      "db/client.ts\nimport { log } from '@/lib/log';",
      "db/orders.ts\nimport { env } from '@/lib/env';",
      "db/orders.ts\nimport { lookAtOrder } from '@/lib/services/look';",
      "lib/services/orders.ts\nimport { requireSession } from '@/lib/web/session';",
      "lib/services/orders.ts\nimport { redirect } from 'next/navigation';",
      "lib/services/orders.ts\nimport { startSimulator } from '@/lib/simulator/start-simulator';",
      "lib/web/hot-paths.ts\nimport { createOrder } from '@/lib/services/orders';",
      "lib/web/live-stream.ts\nimport { insertOrder } from '@/db/order-records';",
      "lib/web/charge-api.ts\nimport { lookAtOrder } from '@/lib/services/look';",
      "lib/web/api.ts\nimport { createOrder } from '@/lib/services/orders';",
      "lib/web/api.ts\nimport { listOrders } from '@/db/orders';",
      "lib/web/fetcher.ts\nimport { env } from '@/lib/env';",
      "lib/web/session.ts\nimport { createOrder } from '@/lib/services/orders';",
      "lib/api/orders.ts\nimport { getOrder } from '@/db/orders';",
      "lib/i18n/format-money.ts\nimport { env } from '@/lib/env';",
      "lib/print/qr.ts\nimport { getPos } from '@/db/pos';",
      "lib/simulator/world.ts\nimport { parseMinor } from '@/lib/domain/money';",
      "lib/simulator/world.ts\nimport { AppError } from '../errors';",
      "lib/simulator/world.ts\nimport express from 'express';",
      `${row}\n'use client';\nimport { listOrders } from '@/db/orders';`,
      `${row}\n'use client';\nimport type { OrderRow } from '@/db/orders';`,
      `${row}\n'use client';\nimport { createOrder } from '@/lib/services/orders';`,
      `${row}\n'use client';\nimport { getSession } from '@/lib/web/session';`,
      `${row}\n'use client';\nimport { StoreMap } from '../stores/store-map';`,
      `${row}\n'use client';\nimport { Keypad } from '@/app/(till)/till/[pos]/build/keypad';`,
      "app/_ui/button.tsx\nimport { getPos } from '@/db/pos';",
      "app/_ui/button.tsx\nimport { OrderRow } from '@/app/(dashboard)/orders/order-row';",
      "app/(dashboard)/stickers/scan/read-code.ts\nimport { getPos } from '@/db/pos';",
      `${route}\nimport { Button } from '@/app/_ui/button';`,
      "app/(dashboard)/orders/cancel-actions.ts\n'use server';\nimport { MercadoPagoError } from '@/lib/mercadopago/errors';",
      `${route}\nimport { startWorker } from '@/lib/mercadopago/client';`,
      `${page}\nimport { createOrder } from '@/lib/services/orders';`,
      `${page}\nimport { createClient } from '@/lib/mercadopago/client';`,
      `${page}\nimport moment from 'moment';`,
      "server.ts\nimport { decide } from '@/lib/domain/order-state';",
      "server.ts\nimport { db } from '@/db/client';",
      "instrumentation.ts\nimport { db } from './db/client';",
      "proxy.ts\nimport { getSession } from '@/lib/web/session';",
      'lib/queue/queue.ts\nexport const queue = [];',
    ],
    keeps: [
      "lib/domain/order.ts\nimport type { SiteId } from './sites';\nimport { AppError } from '../errors';",
      "lib/domain/order.ts\n// import { z } from 'zod';\n/* import 'zod' */\nconst text = \"import 'zod'\";",
      `lib/domain/order.ts\nconst text = \`import x from 'zod' \${'from'} import('zod')\`;`,
      "lib/mercadopago/wire.ts\nimport { z } from 'zod';\nimport { createHmac } from 'node:crypto';",
      "db/orders.ts\nimport 'server-only';\nimport { eq } from 'drizzle-orm';\nimport { pgTable } from 'drizzle-orm/pg-core';",
      "lib/services/orders.ts\nimport { db } from '@/db/client';\nimport { z } from 'zod';",
      "lib/web/hot-paths.ts\nimport { receiveNotification } from '@/lib/services/inbox';",
      "lib/simulator/world.ts\nimport { encode } from 'uqr';\nimport http from 'node:http';",
      `${row}\n'use client';\nimport { useState } from 'react';\nimport { cancel } from './actions';\nimport Link from 'next/link';`,
      `${row}\n'use client';\nimport { Button } from '@/app/_ui/button';\nimport { useLive } from '@/lib/web/use-live-orders';`,
      `${page}\nimport { listOrders } from '@/db/orders';\nimport { OrderRow } from './order-row';`,
      `${row}\n'use client';\nimport { show } from '../shown-above';\nimport { Part } from './parts/part';`,
      "app/(till)/till/[pos]/build/keypad.tsx\n'use client';\nimport { useSale } from '../state/use-sale';",
      "app/(dashboard)/orders/cancel-actions.ts\n'use server';\nimport { cancelOrder } from '@/lib/services/orders';",
      `${route}\nimport { createOrder } from '@/lib/services/orders';\nimport { getOrder } from '@/db/orders';`,
    ],
  },
  'only the pool’s own users have it: no page, route or component talks to PostgreSQL by itself': {
    breaks: [
      `${page}\nimport { db } from '@/db/client';`,
      "lib/web/api.ts\nimport postgres from 'postgres';",
      "server.ts\nconst { sql } = await import('./db/client');",
    ],
    keeps: [
      "lib/services/health.ts\nimport { sql } from '@/db/client';",
      "lib/postgres-errors.ts\nimport postgres from 'postgres';",
      "scripts/migrate.ts\nimport postgres from 'postgres';",
    ],
  },
  'no file outside lib/mercadopago knows an endpoint of theirs': {
    breaks: [
      "lib/services/look.ts\nimport { paymentEndpoints } from '@/lib/mercadopago/endpoints/payments';",
      "lib/services/look.ts\nimport { createTransport } from '../mercadopago/transport';",
    ],
    keeps: [
      "lib/services/look.ts\nimport { MercadoPagoError } from '@/lib/mercadopago/errors';",
      "lib/mercadopago/client.ts\nimport { createTransport } from './transport';",
    ],
  },
  'what runs in a browser reaches nothing that must stay on the server': {
    breaks: [
      `${row}\n'use client';\nimport { secret } from './secret';\n=== app/(dashboard)/orders/secret.ts\nimport { other } from './other';\n=== app/(dashboard)/orders/other.ts\nimport 'server-only';`,
      `${row}\n'use client';\nimport { readFileSync } from 'node:fs';`,
      `${row}\n'use client';\nconst env = await import('@/lib/env');`,
    ],
    keeps: [
      `${row}\n'use client';\nimport { cancel } from './actions';\n=== app/(dashboard)/orders/actions.ts\n'use server';\nimport 'server-only';`,
      `${row}\n'use client';\nimport type { Row } from './read-orders';\n=== app/(dashboard)/orders/read-orders.ts\nimport 'server-only';`,
      `${page}\nimport { rows } from './read-orders';\n=== app/(dashboard)/orders/read-orders.ts\nimport 'server-only';`,
    ],
  },
  'only services, sign-in, scripts and tests take what writes to the database': {
    breaks: [
      `${page}\nimport { saveStore } from '@/db/stores';\n=== db/stores.ts\nexport async function saveStore(merchant: Merchant) {\n  await db.insert(stores).values({});\n}`,
      `${page}\nimport { saveStore } from '@/db/stores';\n=== db/stores.ts\nexport async function saveStore(merchant: Merchant) {\n  await keep();\n}\nasync function keep() {\n  await sql\`delete from stores\`;\n}`,
      `${page}\nimport * as stores from '@/db/stores';\n=== db/stores.ts\nexport async function getStore(merchant: Merchant) {\n  await db.select();\n}`,
      `lib/web/api.ts\nimport { findApiKeyOwner, insertApiKey } from '@/db/api-keys';\n=== db/api-keys.ts\nexport async function insertApiKey(merchant: Merchant): Promise<{ id: string }> {\n  await db.insert(apiKeys);\n}`,
    ],
    keeps: [
      `${page}\nimport { getStore } from '@/db/stores';\n=== db/stores.ts\nexport async function getStore(merchant: Merchant) {\n  return db.select().for('update');\n}\nexport async function saveStore(merchant: Merchant) {\n  await db.update(stores);\n}`,
      "lib/services/stores.ts\nimport { saveStore } from '@/db/stores';\n=== db/stores.ts\nexport async function saveStore(merchant: Merchant) {\n  await db.insert(stores);\n}",
      "lib/web/session-token.ts\nimport { findSessionOwner } from '@/db/people';\n=== db/people.ts\nexport async function findSessionOwner(_system: System) {\n  await db.update(sessions);\n}",
    ],
  },
  'nothing writes to the database by itself outside db and lib/services': {
    breaks: [
      `${page}\nawait db.insert(orders).values({});`,
      'lib/web/api.ts\nawait transaction\n  .update(orders);',
      'server.ts\nawait sql.unsafe(text);',
      'lib/print/qr.ts\nawait db.execute<Row>(query);',
    ],
    keeps: [
      'lib/services/orders.ts\nawait db.transaction(async () => undefined);',
      'db/orders.ts\nawait db.insert(orders);',
      `${page}\nseen.delete(id);\ncreateHash('sha256').update(text);`,
    ],
  },
  'whoever touches a merchant’s data shows first that it may: Merchant or System is the first parameter': {
    breaks: [
      'db/orders.ts\nexport async function getOrder(orderId: string): Promise<Order> {\n  return db.select();\n}',
      'db/orders.ts\nexport async function getOrder(orderId: string, merchant: Merchant) {\n  return db.select();\n}',
      'db/orders.ts\nexport function listOrders() {\n  return selectAll();\n}\nfunction selectAll() {\n  return sql`select 1`;\n}',
      'db/orders.ts\nexport async function getOrder(merchant: MerchantRow) {\n  return db.select();\n}',
      'db/orders.ts\nexport async function save(executor: Executor, merchant: Merchant) {\n  await executor.insert(orders);\n}',
    ],
    keeps: [
      'db/orders.ts\nexport async function getOrder(merchant: Merchant, orderId: string) {\n  return db.select();\n}',
      'db/orders.ts\nexport async function claim(\n  _system: System,\n  claim: { now: Date },\n) {\n  return db.select();\n}',
      'db/orders.ts\nexport function isCursor(text: string): boolean {\n  return text.length > 3;\n}\nfunction rows(id: string) {\n  return db.select();\n}',
    ],
  },
  'the database’s files export functions only, so that every one can be checked': {
    breaks: [
      'db/orders.ts\nexport const getOrder = async (id: string) => db.select();',
      'db/orders.ts\nexport default function getOrder() {}',
      'db/orders.ts\nexport class Orders {}',
    ],
    keeps: [
      'db/orders.ts\nconst columns = {};\nexport type Row = { id: string };\nexport async function getOrder(merchant: Merchant) {}',
      'db/client.ts\nexport const sql = connect();',
    ],
  },
  'the right to act for a merchant is minted where it was established, and nowhere else': {
    breaks: [
      `${route}\nconst merchant = actAsMerchant(body.merchant_id);`,
      "lib/services/orders.ts\nimport { actAsMerchant as mint } from '@/lib/domain/scope';",
    ],
    keeps: ['db/people.ts\nreturn actAsMerchant(row.merchantId);', 'lib/services/orders.ts\n// not actAsMerchant\n'],
  },
  'only the system’s own jobs, the doors and scripts act as the system': {
    breaks: [`${page}\nconst all = await listMerchants(actAsSystem());`, 'db/orders.ts\nconst system = actAsSystem();'],
    keeps: ['lib/services/sweep.ts\nactAsSystem();', 'scripts/admin.ts\nactAsSystem();'],
  },
  'process.env is read in lib/env alone': {
    breaks: [
      'lib/services/boot.ts\nconst port = process.env.PORT;',
      `${page}\nconst { PORT } = process.env;`,
      "server.ts\nconst port = process['env'].PORT;",
      'lib/log.ts\nconst level = globalThis.process?.env?.LEVEL;',
    ],
    keeps: [
      'lib/env.ts\nread(process.env);',
      'server.ts\nprocess.exit(1);\nenv().PORT;',
      'scripts/simulator.ts\nprocess.env.PORT;',
    ],
  },
  'no clock in the domain and the client: the time comes in as an argument': {
    breaks: [
      'lib/domain/order.ts\nconst now = Date.now();',
      'lib/domain/order.ts\nconst now = new Date();',
      'lib/domain/order.ts\nconst now = new Date( );',
      'lib/domain/order.ts\nconst now = new Date;',
      'lib/domain/order.ts\nconst now = Date();',
      'lib/mercadopago/signature.ts\nconst now = performance.now();',
      'lib/mercadopago/signature.ts\nfunction check(now = new Date()) {}',
    ],
    keeps: [
      'lib/domain/order.ts\nconst at = new Date(event.at);\nconst day = new Date(Date.UTC(2026, 1, 1));\ntype At = Date;',
      'lib/domain/order.ts\nconst date = toDate(text);\nconst zero = new Date(0);\n// Date.now()',
      'lib/services/look.ts\nconst now = new Date();',
    ],
  },
  'no randomness in the domain and the client: it comes in as an argument': {
    breaks: [
      'lib/domain/order.ts\nconst id = Math.random();',
      "lib/mercadopago/client.ts\nimport { randomUUID } from 'node:crypto';",
      'lib/mercadopago/client.ts\ncrypto.getRandomValues(bytes);',
    ],
    keeps: ['lib/domain/external-reference.ts\nfunction make(random: Uint8Array) {}', 'db/new-id.ts\nrandomBytes(16);'],
  },
  'the domain does nothing: no process, network, timer or console': {
    breaks: [
      "lib/domain/order.ts\nawait fetch('https://example.com');",
      'lib/domain/order.ts\nsetTimeout(() => undefined, 1);',
      'lib/domain/order.ts\nglobalThis.cache = 1;',
    ],
    keeps: [
      'lib/domain/order.ts\nconst processed = process_(order);\nfunction prefetch() {}',
      'lib/mercadopago/transport.ts\nsetTimeout(stop, 1);',
    ],
  },
  'a file that holds a query or a secret begins with server-only': {
    breaks: [
      "db/orders.ts\nimport { eq } from 'drizzle-orm';",
      "db/orders.ts\nimport { eq } from 'drizzle-orm';\nimport 'server-only';",
      "lib/services/orders.ts\n// import 'server-only';\nexport const a = 1;",
      "lib/web/session.ts\nimport { cookies } from 'next/headers';",
      'lib/sealing.ts\nexport const a = 1;',
    ],
    keeps: [
      "db/orders.ts\n/* Why. */\nimport 'server-only';\nimport { eq } from 'drizzle-orm';",
      "lib/web/theme.ts\nexport const themes = ['light'];",
      "lib/web/preference-actions.ts\n'use server';\nimport { cookies } from 'next/headers';",
      "db/schema.ts\nimport { pgTable } from 'drizzle-orm/pg-core';",
    ],
  },
  'a file of a page that reads the database by itself begins with server-only': {
    breaks: ["app/(dashboard)/orders/read-orders.ts\nimport { listOrders } from '@/db/orders';"],
    keeps: [
      "app/(dashboard)/orders/read-orders.ts\nimport 'server-only';\nimport { listOrders } from '@/db/orders';",
      `${page}\nimport { listOrders } from '@/db/orders';`,
      "app/(dashboard)/orders/row.ts\nimport type { Row } from '@/db/orders';",
    ],
  },
  'no any': {
    breaks: [
      'lib/domain/order.ts\nfunction read(value: any) {}',
      'lib/domain/order.ts\nconst list: any[] = [];',
      'lib/domain/order.ts\nconst list = new Map<string, any>();',
      'lib/domain/order.ts\nconst order = (value as any).order;',
      'lib/domain/order.ts\ntype Read = () => any;',
      'lib/mercadopago/wire.ts\nconst body = z.any();',
      'lib/domain/order.ts\ntype Both = string | any;',
    ],
    keeps: [
      "lib/domain/order.ts\n// any: of them\nconst text = 'any';\nif (anyOf(list)) Promise.any(list);",
      'lib/domain/order.ts\nconst many: Company = company;\nconst what: unknown = 1;',
    ],
  },
  'no assertion that something is not null': {
    breaks: [
      'lib/domain/order.ts\nconst id = order!.id;',
      'lib/domain/order.ts\nconst first = list[0]!;',
      'lib/domain/order.ts\nconst id = find(order)!.id;',
      'lib/domain/order.ts\nclass A { name!: string }',
      'lib/domain/order.ts\ncall(order!, 1);',
    ],
    keeps: [
      'lib/domain/order.ts\nif (a !== b && !c && !(d)) return !e;\nif (a != b) f();',
      `lib/domain/order.ts\nconst text = 'Hello!';\nconst odd = /a!b/.test(text);\nconst all = \`\${text}!\`;`,
    ],
  },
  'no cast but as const and the mints of brands': {
    breaks: [
      'lib/domain/order.ts\nconst order = value as Order;',
      'lib/domain/order.ts\nconst orders = (await read()) as Order[];',
      "lib/domain/order.ts\nconst status = text as 'opened';",
      'lib/domain/order.ts\nconst order = {} as { id: string };',
    ],
    keeps: [
      "lib/domain/order.ts\nimport { a as b } from './sites';\nimport * as all from './order';\nexport { b as c };\nconst x = [1] as const;",
      'lib/domain/scope.ts\nreturn {} as System;',
      "db/orders.ts\nquery.as('capped');\nconst text = sql`select a as b`;\nconst y = x satisfies Order;",
      'app/_ui/section.tsx\nconst element = <Box as="section" />;',
    ],
  },
  'no comment that silences the compiler or the linter': {
    breaks: [
      'lib/domain/order.ts\n// @ts-ignore\nfoo();',
      'lib/domain/order.ts\n/* @ts-expect-error it is right */\nfoo();',
      'lib/domain/order.ts\n// @ts-nocheck',
    ],
    keeps: ['lib/domain/order.ts\n// The compiler cannot know this.'],
  },
  'nothing is printed but by the log': {
    breaks: ['lib/services/orders.ts\nconsole.log(order);', "app/_ui/button.tsx\nconsole['error'](1);"],
    keeps: ["lib/services/orders.ts\nlog.info({}, 'console.log(1)');", 'scripts/admin.ts\nconsole.log(1);'],
  },
  'no TODO': {
    breaks: ['lib/domain/order.ts\n// TODO later', 'lib/domain/order.ts\n/* FIXME */'],
    keeps: ['lib/domain/order.ts\nconst todos = listTodos();'],
  },
  'no file stands for others: no barrels, no re-exports': {
    breaks: [
      "lib/domain/all.ts\nexport * from './order';",
      "lib/domain/all.ts\nexport { decide } from './order-state';",
      "lib/domain/all.ts\nexport type { Order } from './order';",
      "lib/domain/all.ts\nexport * as order from './order';",
    ],
    keeps: [
      "lib/domain/order.ts\nimport { a } from './sites';\nexport type Order = { a: typeof a };\nexport { b };\nconst b = 'x';",
    ],
  },
  'a default export only where Next asks for one': {
    breaks: [
      'lib/domain/order.ts\nexport default function order() {}',
      'app/_ui/button.tsx\nexport { Button as default };',
    ],
    keeps: [`${page}\nexport default function Page() {}`, 'app/layout.tsx\nexport default function Layout() {}'],
  },
  'a file’s name says what is in it': {
    breaks: [
      'lib/utils.ts\n',
      'lib/services/helpers.ts\n',
      'app/_ui/index.tsx\n',
      'db/types.ts\n',
      'lib/domain/orderState.ts\n',
      'app/_ui/Button.tsx\n',
      'tests/support/common.ts\n',
    ],
    keeps: ['lib/domain/order-state.ts\n', 'app/(dashboard)/orders/[orderId]/page.tsx\n', 'lib/i18n/next-intl.d.ts\n'],
  },
  'a route handler is at most 25 lines': {
    breaks: [
      `${route}\nexport async function POST() {\n${'  work();\n'.repeat(25)}}\n`,
      `${route}\nexport const GET = apiRoute('orders:read', async () => {\n${'  work();\n'.repeat(25)}});\n`,
    ],
    keeps: [
      `${route}\nexport async function POST() {\n${'  work();\n'.repeat(20)}}\n\nexport async function GET() {\n${'  work();\n'.repeat(20)}}\n`,
      `lib/services/orders.ts\nexport async function createOrder() {\n${'  work();\n'.repeat(40)}}\n`,
    ],
  },
};
