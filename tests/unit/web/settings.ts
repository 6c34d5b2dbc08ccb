/** An environment that is complete and reaches nothing: what is tested here needs neither database nor Mercado Pago. */
export const settings: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  MERCADOPAGO_API_URL: 'http://127.0.0.1:1',
  APP_URL: 'https://desk.example.com',
  AUTH_SECRET: 'only-for-tests-0123456789abcdefghij',
  ENCRYPTION_KEY: 'only-for-tests-jihgfedcba9876543210',
  LOG_LEVEL: 'silent',
};
