/** What Mercado Pago said when it said no, as received; our own codes stand where it was not even asked. */
export type Refusal = { readonly status: number | null; readonly code: string | null; readonly message: string | null };

/** Reads what the details of an error carry as `mercadopago`; null when it was not theirs, or nobody answered. */
export function refusalIn({ mercadopago }: Readonly<Record<string, unknown>>): Refusal | null {
  if (typeof mercadopago !== 'object' || mercadopago === null) return null;
  const [status, code, message] = ['status', 'code', 'message'].map((name): unknown => Reflect.get(mercadopago, name));
  return {
    status: typeof status === 'number' ? status : null,
    code: typeof code === 'string' ? code : null,
    message: typeof message === 'string' ? message : null,
  };
}

/** Everything that a refusal can mean for a person; each has a sentence, and what to do, in the three languages. */
export const refusalReasons = [
  'posNotFound',
  'wrongStore',
  'usersMixed',
  'amountTooSmall',
  'amountInvalid',
  'tokenRefused',
  'otherAccount',
  'notAllowed',
  'tooMany',
  'referenceInvalid',
  'sponsor',
  'items',
  'currency',
  'empty',
  'expiration',
  'notificationUrl',
  'cashOut',
  'agreement',
  'siteNotSupported',
  'ourRequest',
  'repeated',
  'marketplace',
  'discounts',
  'slotEmpty',
  'underWay',
  'theirFault',
  'notFound',
  'refundTooLate',
  'onlyTotalRefund',
  'refundTooLarge',
  'refundNotPossible',
  'alreadyRefunded',
  'name',
  'address',
  'city',
  'coordinates',
  'hours',
  'externalIdTaken',
  'externalIdInvalid',
  'category',
  'fixedAmount',
  'posUrl',
  'posUrlNotAllowed',
  'application',
  'consent',
  'noAnswer',
  'unreadable',
  'notSent',
  'notDone',
  'unknown',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/**
 * What a refusal means. Sentences of theirs that say more than their code are looked at first; a code that means several
 * things is told apart by its status; then the code, whatever its letter case; then the status alone. What is left is
 * honestly unknown.
 */
export function reasonOf({ status, code, message }: Refusal): RefusalReason {
  const told = sentences.find(({ says }) => says.test(message ?? ''));
  if (told) return told.reason;
  if (code !== null) {
    const known = byStatus.get(`${status} ${code}`) ?? byCode.get(code) ?? byCode.get(code.toLowerCase());
    if (known) return known;
  }
  if (status === 401) return 'tokenRefused';
  if (status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  if (status === 423) return 'underWay';
  if (status === 429) return 'tooMany';
  return status !== null && status >= 500 ? 'theirFault' : 'unknown';
}

/** Their sentences are not promised to stay; those that were seen say what no code of theirs does. */
const sentences: readonly { readonly says: RegExp; readonly reason: RefusalReason }[] = [
  { says: /users? involved|both payer and collector|mixed.*test/i, reason: 'usersMixed' },
  { says: /greater than or equal to|minimum amount|below the minimum/i, reason: 'amountTooSmall' },
  { says: /already assigned to this user|corresponding user and id exists/i, reason: 'externalIdTaken' },
];

/** Codes whose meaning depends on the answer's status. */
const byStatus: ReadonlyMap<string, RefusalReason> = new Map([
  ['403 1', 'posUrlNotAllowed'],
  ['404 1', 'posNotFound'],
  ['409 1', 'externalIdTaken'],
  ['403 Forbidden', 'otherAccount'],
  ['400 BAD_REQUEST', 'coordinates'],
]);

/**
 * Codes as the reference pages and integrators list them.
 * Source: mercadopago/devsite-docs `reference/api-json/*.json`, mercadopago.com developers `qr-code/resources/refund-errors`,
 * read 2026-11-21.
 */
const codes: Readonly<Partial<Record<RefusalReason, string>>> = {
  posNotFound: 'pos_obtainment_error pos_not_found invalid_externalPosId INVALID_POS_ID',
  wrongStore:
    'INVALID_STORE_ID POS_INVALID_STORE_ID INVALID_EXTERNAL_STORE_ID INEXISTENT_EXTERNAL_STORE_ID EXTERNAL_STORE_ID_NOT_MATCH POS_EXTERNAL_STORE_ID_NOT_MATCH',
  usersMixed: '3',
  amountInvalid:
    'invalid_total_amount invalid_amount invalid_unit_price invalid_items.unit_price invalid_items.total_amount 4040 4041',
  tokenRefused: 'unauthorized invalid_token invalid_access_token 401 5 malformed_token',
  otherAccount: 'INVALID_USER_ID invalid_collector_id invalid_collectorId invalid_order_owner',
  notAllowed: 'user_not_authorized user_not_allowed invalid_caller_id forbidden',
  tooMany: 'too_many_requests usage_quota_exceeded local_rate_limited 2001',
  referenceInvalid: 'invalid_external_reference',
  sponsor: 'invalid_sponsor_id invalid_sponsor.id invalid_id sponsor_id_not_valid',
  items:
    'invalid_items invalid_items.title invalid_items.description invalid_items.sku_number invalid_items.category invalid_items.quantity invalid_items.unit_measure invalid_title invalid_description invalid_unit_measure invalid_quantity',
  currency: 'invalid_items.currency_id',
  empty: 'error_creating_seller_qr_order',
  expiration: 'invalid_expiration_date invalid_expired',
  notificationUrl: 'invalid_notification_url invalid_url',
  cashOut: 'invalid_cash_out.amount',
  agreement: 'seller_configuration',
  siteNotSupported: 'unsupported_site',
  ourRequest:
    'UNKNOWN_FIELD UNKNOWN_FIELD_EXCEPTION MISSING_BODY unsupported_properties property_value property_type empty_required_header bad_request invalid_format ds_search_query invalid_path_param INVALID_OFFSET INVALID_LIMIT 1 1000 1001 1003 1004 2085 4292 invalid_request unsupported_grant_type invalid_path',
  repeated: 'idempotency_key_already_used',
  marketplace: 'marketplace_not_valid marketplace_fee_not_allowed',
  discounts: 'discounts_not_allowed_with_installments',
  slotEmpty: 'point_of_sale_in_store_order_not_found in_store_order_delete_error',
  underWay: 'instore_order_locked_error resource_locked order_refund_already_in_process',
  theirFault: 'in_store_order_creation_error',
  notFound: '2000 2032 order_not_found not_found',
  refundTooLate: '2024 15016 in_store_payment_refund_order',
  onlyTotalRefund: '3024 unsupported_partially_refunds',
  refundTooLarge: 'refund_amount_exceeds',
  refundNotPossible: '2063 cannot_refund_order invalid_order_state rejected 4291 4293 4294 4295 4296 4297 4248 4211',
  alreadyRefunded: 'order_already_refunded',
  name: 'INVALID_NAME NAME_TOO_LONG',
  address: 'INVALID_STREET_NAME INVALID_STREET_NUMBER INVALID_ZIP_CODE INVALID_REFERENCE INVALID_LOCATION',
  city: 'INVALID_CITY_NAME INVALID_STATE_NAME VALIDATION_ERROR',
  coordinates: 'INVALID_LATITUDE INVALID_LONGITUDE',
  hours: 'INVALID_BUSINESS_HOURS INVALID_DAY',
  externalIdTaken: 'point_of_sale_exists',
  externalIdInvalid: 'INVALID_EXTERNAL_ID EXTERNAL_ID_TOO_LONG',
  category: 'INVALID_CATEGORY UNKNOWN_MCC POS_UNKNOWN_MCC',
  fixedAmount: 'INVALID_FIXED_AMOUNT FIXED_AMOUNT_FALSE',
  posUrl: 'INVALID_URL URL_TOO_LONG',
  application: 'invalid_client unauthorized_client',
  consent: 'invalid_grant invalid_scope',
  noAnswer: 'timeout connection_lost unanswered',
  unreadable: 'not_json redirect unexpected_shape unknown_status no_order_id too_many_pages host_not_allowed',
  notSent: 'not_sent not_offered',
  notDone: 'not_done',
};

const byCode: ReadonlyMap<string, RefusalReason> = new Map(
  refusalReasons.flatMap((reason) => (codes[reason]?.split(' ') ?? []).map((code) => [code, reason] as const)),
);
