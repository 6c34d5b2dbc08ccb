import { z } from 'zod';

/** Query of `GET /notifications`. The cursor is the id of the last delivery of the page before. Bodies are long: fewer at once. */
export const notificationQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
});
