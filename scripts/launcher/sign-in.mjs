/** The demonstration's owner, as lib/services/demo.ts makes it. */
export const demoEmail = 'demo@mostrador.local';

const words =
  'abril arena banco barco bosque brisa cable campo canto carta cielo cobre dados delta dulce faro feria fiesta flor fuego gallo grano hielo hogar huerta isla jardin julio lago lana libro limon llave lluvia luna lunes madera mango mapa marea mesa miel mirlo monte nieve noche norte nube olivo palma papel parque pera piedra pluma pueblo puente radio rio roble rosa salto sauce selva sol sur tango tarde teja tierra tigre torre trigo vapor vela verano viento violin zorro'.split(
    ' ',
  );

/**
 * A password that can be read aloud and typed on a phone.
 *
 * @param {(below: number) => number} randomInt
 */
export function readablePassword(randomInt) {
  const word = () => words[randomInt(words.length)];
  return `${word()}-${word()}-${word()}-${1000 + randomInt(9000)}`;
}

/**
 * How somebody signs in for the first time, in one line; undefined when people have accounts of their own.
 *
 * @param {{ databaseUrl: string, demoPassword: string | undefined }} facts
 */
export async function describeSignIn({ databaseUrl, demoPassword }) {
  const { default: postgres } = await import('postgres');
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [found] = await sql`select count(*)::int as people, bool_or(email = ${demoEmail}) as demo from people`;
    if (found.demo && demoPassword) return `${demoEmail}   password: ${demoPassword}`;
    return found.people === 0
      ? 'nobody yet: npm run admin -- user create --email you@example.com --role owner'
      : undefined;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
