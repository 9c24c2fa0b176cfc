import type { FeedFace } from './face.rules.ts';
import { type FeedWish, writeFeedWish } from './variant.rules.ts';

const WITHOUT_CANCELLED = {
  uk: 'Без скасованих і відкладених.',
  en: 'Without what is cancelled or postponed.',
} as const;

/** The same feed as somebody wants it: under an address of its own, where that is not as usual. */
export function varied(face: FeedFace, wanted: FeedWish, usualPastDays: number): FeedFace {
  const parameters = writeFeedWish(wanted, usualPastDays).join('&');
  const { path, about } = face;
  if (parameters === '') return face;
  const said = wanted.includeCancelled
    ? about
    : { uk: `${about.uk} ${WITHOUT_CANCELLED.uk}`, en: `${about.en} ${WITHOUT_CANCELLED.en}` };
  return { ...face, about: said, path: `${path}${path.includes('?') ? '&' : '?'}${parameters}` };
}
