import type { CalendarSession } from '../../calendar/session.store.ts';
import type { Frame, PieceContext } from './format.ts';

/** Where a feed is in the format of this extension; what is asked stands behind it. Empty where it is not told. */
export function feedAddress({ address }: Pick<Frame, 'address'>, extension: string): string {
  if (address === '') return '';
  const at = address.indexOf('?');
  const [path, asked] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at)];
  return `${path}.${extension}${asked}`.toWellFormed().replace(/[^!-~]+/gu, encodeURIComponent);
}

/** A session as a feed of its own, in this language: there is no page of it. */
export function sessionAddress(
  { id }: Pick<CalendarSession, 'id'>,
  extension: string,
  { base, language }: PieceContext,
): string {
  return `${base}/feeds/sessions/${id}.${extension}?lang=${language}`;
}
