import { connection } from 'next/server';
import postgres from 'postgres';

const sql = postgres(process.env.DATABASE_URL ?? 'postgres://build', { max: 10 });

/** The least that can be called a list of orders: one query, fifty rows, no session, no navigation, no style. */
export default async function Page() {
  await connection();
  const orders = await sql`
    select o.id, o.external_reference, o.status, o.exception, o.total_minor, o.created_at, p.name as pos_name, s.name as store_name
    from orders o join pos p on p.merchant_id = o.merchant_id and p.id = o.pos_id
    join stores s on s.merchant_id = o.merchant_id and s.id = o.store_id
    where o.merchant_id = '00000000-0000-7000-8000-000000000001'
    order by o.created_at desc, o.id desc limit 50`;
  return (
    <table>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <td>{order.exception === 'none' ? order.status : order.exception}</td>
            <td>
              <a href={`/orders/${order.id}`}>{order.external_reference}</a>
            </td>
            <td>
              {order.pos_name} {order.store_name}
            </td>
            <td>{order.created_at.toISOString()}</td>
            <td>{(order.total_minor / 100).toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
