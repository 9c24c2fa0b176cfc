import { addSession, calendarToSubscribe, textOf } from '../calendar/calendar.ts';
import { nameIn } from '../calendar/session.text.rules.ts';
import type { Language } from '../platform/language/language.ts';
import type { AudienceFeed } from './feed.store.ts';

const REFRESH_SECONDS = 3_600;

const WORDS = {
  uk: {
    name: (audience: string) => `Події: ${audience}`,
    about: (audience: string) => `Події бібліотек міста; аудиторія — ${audience}.`,
    cut: (shown: number) => `Показано лише ${shown} найближчих у часі подій; решту дивіться на сайті.`,
  },
  en: {
    name: (audience: string) => `Events: ${audience}`,
    about: (audience: string) => `Events of the city's libraries; audience: ${audience}.`,
    cut: (shown: number) => `Only the ${shown} events nearest in time are shown; for the others see the site.`,
  },
} as const;

/**
 * A feed as an iCalendar object (RFC 5545, 7986). What it says depends on its arguments alone, so that equal feeds are
 * equal bytes.
 */
export function renderFeed(feed: AudienceFeed, language: Language): string {
  const words = WORDS[language];
  const audience = nameIn(language, feed.audience);
  const about = [words.about(audience), ...(feed.isCut ? [words.cut(feed.sessions.length)] : [])].join('\n');
  const calendar = calendarToSubscribe(
    { name: words.name(audience), about, refreshSeconds: REFRESH_SECONDS },
    language,
  );
  for (const session of feed.sessions) addSession(calendar, session, language);
  return textOf(calendar);
}
