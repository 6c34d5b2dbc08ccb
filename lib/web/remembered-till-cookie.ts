/** Name of the cookie that holds the till that this device used last, by its `external_pos_id`. */
export const rememberedTillCookie = 'till';
