import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Role } from '../../../lib/domain/permissions';
import { databaseUrl, demoSignIn } from '../../support/browser-run';

/** Somebody else at the demonstration's merchant, with the owner's password. Whoever calls removes them afterwards. */
export async function hire(role: Exclude<Role, 'owner'>, name: string) {
  const owner = demoSignIn();
  const id = randomUUID();
  const email = `${role}-${id}@example.com`;
  const sql = postgres(databaseUrl(), { max: 1, onnotice: () => undefined });
  await sql`insert into people (id, email, name, password_hash)
    select ${id}, ${email}, ${name}, password_hash from people where email = ${owner.email}`;
  await sql`insert into memberships (merchant_id, person_id, role)
    select merchant_id, ${id}, ${role} from memberships join people on people.id = person_id where email = ${owner.email}`;
  return {
    email,
    password: owner.password,
    dismiss: async () => {
      await sql`delete from sessions where person_id = ${id}`;
      await sql`delete from memberships where person_id = ${id}`;
      await sql.end({ timeout: 1 });
    },
  };
}
