import type { WireResponse } from '../awsjson/request.ts';

/** An answer that is not AWS's: health, admin. */
export const jsonAnswer = (status: number, body: unknown): WireResponse => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});
