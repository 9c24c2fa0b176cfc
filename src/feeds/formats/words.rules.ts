import type { CalendarSession } from '../../calendar/session.store.ts';
import { describe, nameIn, placeIn } from '../../calendar/session.text.rules.ts';
import { KIND_FACTS } from '../../events/kinds/kind.facts.rules.ts';
import type { Language } from '../../platform/language/language.ts';
import { cleanLine, cleanText } from '../../platform/text/text.rules.ts';
import { KYIV } from '../../platform/time/local.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import type { Frame, PieceContext } from './format.ts';

/** As one line without anything that is not to be seen: of a search it has words that somebody typed. */
export function titleOf({ title }: Pick<Frame, 'title'>): string {
  return cleanLine(title);
}

/** What a feed says below its title, and of one that holds less than there is, what it holds. */
export function aboutIn(frame: Pick<Frame, 'about' | 'isCut' | 'shown' | 'language'>): string {
  return [cleanText(frame.about), ...cutText(frame)].join('\n');
}

function cutText({ isCut, shown, language }: Pick<Frame, 'isCut' | 'shown' | 'language'>): string[] {
  if (!isCut) return [];
  return language === 'uk'
    ? [`Показано лише ${shown} найближчих у часі подій; решту дивіться на сайті.`]
    : [`Only the ${shown} events nearest in time are shown; for the others see the site.`];
}

/** What formats without times and places of their own say of a session: when, where, and what it is. */
export function tellIn(language: Language, session: CalendarSession): string {
  return [`${whenIn(language, session)}\n${placeIn(language, session)}`, describe(session, language)]
    .filter(Boolean)
    .join('\n\n');
}

/** `20.05.2026, 18:00–19:30`; over midnight with both days, and elsewhere with the zone. */
function whenIn(language: Language, { startsAt, endsAt, zone }: CalendarSession): string {
  const [start, end] = [textInZone(startsAt, zone), textInZone(endsAt, zone)];
  const day = (text: string) =>
    language === 'uk' ? text.slice(0, 10).split('-').reverse().join('.') : text.slice(0, 10);
  const isOneDay = start.slice(0, 10) === end.slice(0, 10);
  const until = isOneDay ? `–${end.slice(11, 16)}` : ` – ${day(end)}, ${end.slice(11, 16)}`;
  return `${day(start)}, ${start.slice(11, 16)}${until}${zone === KYIV ? '' : ` (${zone})`}`;
}

/** What a session is found under, each by the address of its feed: what kind it is, and for whom. */
export function categoriesOf(
  { kind, audiences }: CalendarSession,
  { language, base }: PieceContext,
): { readonly scheme: string; readonly term: string; readonly label: string }[] {
  return [
    {
      scheme: `${base}/feeds/kinds`,
      term: kind.toLowerCase().replaceAll('_', '-'),
      label: nameIn(language, KIND_FACTS[kind]),
    },
    ...audiences.map((audience) => ({
      ...{ scheme: `${base}/feeds/audiences`, term: audience.slug, label: nameIn(language, audience) },
    })),
  ];
}
