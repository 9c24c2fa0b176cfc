import type { CalendarEntry } from '../../calendar/entry.event.ts';
import type { CalendarSession } from '../../calendar/session.store.ts';
import { descriptionIn, titleIn } from '../../events/record/event.text.rules.ts';
import type { SessionStanding } from '../../events/record/session.tables.ts';
import type { Language } from '../../platform/language/language.ts';
import { type Instant, laterOf } from '../../platform/time/instant.ts';

const WORDS = {
  uk: { draft: 'Ще не опубліковано.', toPlace: 'Дату ще не розміщено.' },
  en: { draft: 'Not published yet.', toPlace: 'The date has no place yet.' },
} as const;

interface OfDraft {
  readonly version: number;
  readonly standing: SessionStanding;
  readonly updatedAt: Instant;
  readonly eventUpdatedAt: Instant;
  /** Where it is to be held. */
  readonly place: string;
  /** Above its description. */
  readonly lines: readonly string[];
}

/**
 * A date that nobody has announced, for staff. Not under the UID that it will have for everybody: there SEQUENCE begins
 * anew with the publication, and may never fall (RFC 5546 2.1.4), while here every edit counts.
 */
export function draftEntry(session: CalendarSession, draft: OfDraft, language: Language): CalendarEntry {
  const { id, startsAt, endsAt, zone, createdAt, happeningStatus } = session;
  const isOff = happeningStatus === 'CANCELLED' || happeningStatus === 'POSTPONED';
  const above = [...unpublishedLines(draft.standing, language), ...draft.lines];
  return {
    ...{ uid: `${id}.draft`, sequence: draft.version - 1, startsAt, endsAt, zone, createdAt },
    revisedAt: laterOf(draft.updatedAt, draft.eventUpdatedAt),
    summary: titleIn(language, session),
    description: [above.join('\n'), descriptionIn(language, session)].filter(Boolean).join('\n\n'),
    location: draft.place,
    status: isOff ? 'CANCELLED' : 'TENTATIVE',
  };
}

function unpublishedLines(standing: SessionStanding, language: Language): string[] {
  const { draft, toPlace } = WORDS[language];
  return standing === 'TO_PLACE' ? [draft, toPlace] : [draft];
}
