/*
 * Every error that Mercado Pago documents for what this program asks, or that integrators have seen: status and code, and
 * the sentence where only that tells. Copied from the reference by hand, and from nothing of ours.
 * Source: mercadopago/devsite-docs `reference/api-json/{stores,pos,instore_orders,instore_orders_v2,qr-dynamic,merchant_orders,
 * payments,oauth}.json`, mercadopago.com developers `orders/create-order`, `qr-code/resources/refund-errors`, read 2026-11-21.
 */

export const documentedRefusals: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  stores: {
    400: `INVALID_USER_ID UNKNOWN_FIELD INVALID_NAME INVALID_STREET_NAME INVALID_STREET_NUMBER INVALID_ZIP_CODE
      INVALID_CITY_NAME INVALID_STATE_NAME INVALID_REFERENCE INVALID_BUSINESS_HOURS INVALID_DAY INVALID_LOCATION
      INVALID_LATITUDE INVALID_LONGITUDE BAD_REQUEST VALIDATION_ERROR INVALID_STORE_ID INVALID_OFFSET INVALID_LIMIT
      INVALID_EXTERNAL_ID`,
    403: 'Forbidden',
    404: 'not_found',
  },
  pos: {
    400: `MISSING_BODY UNKNOWN_FIELD_EXCEPTION INVALID_NAME NAME_TOO_LONG INVALID_FIXED_AMOUNT INVALID_CATEGORY UNKNOWN_MCC
      INVALID_STORE_ID INVALID_EXTERNAL_STORE_ID EXTERNAL_STORE_ID_NOT_MATCH POS_EXTERNAL_STORE_ID_NOT_MATCH
      INEXISTENT_EXTERNAL_STORE_ID INVALID_EXTERNAL_ID EXTERNAL_ID_TOO_LONG INVALID_URL URL_TOO_LONG FIXED_AMOUNT_FALSE
      INVALID_POS_ID POS_UNKNOWN_MCC POS_INVALID_STORE_ID INVALID_LIMIT INVALID_OFFSET`,
    403: '1',
    404: '1',
    409: '1 point_of_sale_exists',
  },
  'attended v1': { 400: 'invalid_collector_id invalid_sponsor_id invalid_items invalid_access_token' },
  'attended v2 and dynamic': {
    400: `invalid_collectorId invalid_externalPosId invalid_external_reference invalid_total_amount invalid_title
      invalid_description invalid_unit_measure invalid_quantity invalid_unit_price invalid_items.sku_number
      invalid_items.category invalid_items.title invalid_items.description invalid_items.unit_measure invalid_items.quantity
      invalid_items.currency_id invalid_items.unit_price invalid_items.total_amount invalid_sponsor.id invalid_id
      invalid_cash_out.amount invalid_amount error_creating_seller_qr_order invalid_expiration_date invalid_notification_url
      in_store_order_delete_error instore_order_locked_error`,
    404: 'pos_obtainment_error point_of_sale_in_store_order_not_found',
    500: 'in_store_order_creation_error',
  },
  'merchant orders': {
    400: 'invalid_format ds_search_query invalid_order_state invalid_url invalid_sponsor_id invalid_expired',
    401: 'invalid_token invalid_caller_id',
    403: 'user_not_allowed',
    404: 'not_found',
  },
  'payments and refunds': {
    400: '1 3 5 1000 1001 1003 1004 2001 2063 2085 4040 4041 2024 15016 3024 4292',
    401: '401 4040 4041',
    404: '2000 2024 15016 2032 3024 4292 4291 4293 4294 4295 4296 4297 4248 4211',
  },
  'orders api': {
    400: `empty_required_header unsupported_site unsupported_properties bad_request property_value property_type
      marketplace_not_valid sponsor_id_not_valid seller_configuration discounts_not_allowed_with_installments
      invalid_path_param invalid_order_owner in_store_payment_refund_order unsupported_partially_refunds refund_amount_exceeds`,
    401: 'unauthorized user_not_authorized',
    404: 'pos_not_found marketplace_fee_not_allowed',
    409: `idempotency_key_already_used cannot_refund_order order_already_refunded order_refund_already_in_process`,
    423: 'resource_locked',
    429: 'too_many_requests usage_quota_exceeded',
  },
  oauth: {
    400: `invalid_client invalid_grant invalid_scope invalid_request unsupported_grant_type forbidden unauthorized_client`,
    429: 'local_rate_limited',
  },
};

/** Sentences that say more than the code they come with. */
export const documentedSentences = [
  { status: 400, code: 'bad_request', message: 'Invalid users involved', means: 'usersMixed' },
  {
    status: 400,
    code: 'property_value',
    message: 'Amount must be greater than or equal to 15.00',
    means: 'amountTooSmall',
  },
  {
    status: 400,
    code: 'VALIDATION_ERROR',
    message: "external id 'S001' is already assigned to this user",
    means: 'externalIdTaken',
  },
  { status: 409, code: '1', message: 'Point of sale with corresponding user and id exists', means: 'externalIdTaken' },
] as const;
