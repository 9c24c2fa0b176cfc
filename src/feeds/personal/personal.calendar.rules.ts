import type { CalendarEntry } from '../../calendar/entry.event.ts';
import type { CalendarSession } from '../../calendar/session.store.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';

/** What stands in a personal calendar: a session that was announced, under the UID that it has everywhere, or something else. */
export type PersonalItem = { readonly session: CalendarSession } | { readonly entry: CalendarEntry };

export interface PersonalCalendar {
  readonly title: string;
  readonly about: string;
  /** By start, then UID. */
  readonly items: readonly PersonalItem[];
  /** Whether there are more than it may hold. */
  readonly isCut: boolean;
}

interface Named {
  readonly nameUk: string;
  readonly nameEn: string;
}

const nameIn = (language: Language, { nameUk, nameEn }: Named) => (language === 'en' ? nameEn : nameUk);

const SECRET = {
  uk: 'Адреса цього календаря таємна: хто її знає, той бачить усе, що в ньому.',
  en: 'The address of this calendar is a secret: whoever knows it sees all that is in it.',
} as const;

/** What the calendar is called, and a line about it. */
export type Heading = Pick<PersonalCalendar, 'title' | 'about'>;

const heading = (title: string, about: string, language: Language): Heading => ({
  title,
  about: `${about} ${SECRET[language]}`,
});

export function headingOfPerson(language: Language): Heading {
  return language === 'uk'
    ? heading('Мої події', 'На що ви записані, де виступаєте та за що відповідаєте.', language)
    : heading('My events', 'What you are registered for, where you speak, and what you are the contact of.', language);
}

export function headingOfSchool(school: Named, isWhole: boolean, language: Language): Heading {
  const name = nameIn(language, school);
  if (language === 'uk') {
    return isWhole
      ? heading(`Класи: ${name}`, 'На що записані класи школи.', language)
      : heading(`Мої класи: ${name}`, 'На що ви записали класи школи.', language);
  }
  return isWhole
    ? heading(`Classes: ${name}`, 'What classes of the school are registered for.', language)
    : heading(`My classes: ${name}`, 'What you have registered classes of the school for.', language);
}

export function headingOfRoom(room: Named, branch: Named, language: Language): Heading {
  const title = [nameIn(language, room), nameIn(language, branch)].join(', ');
  return language === 'uk'
    ? heading(title, 'Коли та чим зайнято приміщення.', language)
    : heading(title, 'When the room is taken, and by what.', language);
}

export function headingOfBranch(branch: Named, isStaff: boolean, language: Language): Heading {
  const name = nameIn(language, branch);
  if (language === 'uk') {
    const about = isStaff ? 'Усі події бібліотеки, також ще не опубліковані.' : 'Усі опубліковані події бібліотеки.';
    return heading(`Програма: ${name}`, about, language);
  }
  const about = isStaff
    ? 'All events of the library, also those not published yet.'
    : 'All published events of the library.';
  return heading(`Programme: ${name}`, about, language);
}

const whenOf = (item: PersonalItem) => ('session' in item ? item.session : item.entry);
const uidOf = (item: PersonalItem) => ('session' in item ? item.session.id : item.entry.uid);

export function inOrder(items: readonly PersonalItem[]): PersonalItem[] {
  return items.toSorted(
    (one, other) =>
      whenOf(one).startsAt.getTime() - whenOf(other).startsAt.getTime() || (uidOf(one) < uidOf(other) ? -1 : 1),
  );
}

/** So many of them: first what has not ended, the soonest first, then what has, the latest first. */
export function nearest(items: readonly PersonalItem[], now: Instant, limit: number): readonly PersonalItem[] {
  if (items.length <= limit) return items;
  const hasEnded = (item: PersonalItem) => Number(whenOf(item).endsAt < now);
  const distance = (item: PersonalItem) => Math.abs(whenOf(item).startsAt.getTime() - now.getTime());
  return items
    .toSorted((one, other) => hasEnded(one) - hasEnded(other) || distance(one) - distance(other))
    .slice(0, limit);
}
