import type { CalendarSession } from '../../calendar/session.store.ts';
import { descriptionIn } from '../../events/record/event.text.rules.ts';
import type { HappeningStatus, SessionStanding } from '../../events/record/session.tables.ts';
import type { Language } from '../../platform/language/language.ts';
import { type Instant, laterOf } from '../../platform/time/instant.ts';

/** What a personal calendar says of a session besides what everybody reads. */
export interface ToldBesides {
  /** Above its description. */
  readonly lines: readonly string[];
  /** Whether it may still come to nothing for whoever reads it. */
  readonly isTentative: boolean;
  readonly standing: SessionStanding;
  /** When any of this last changed. */
  readonly changedAt: Instant;
}

const GIVEN_UP = { uk: 'дату знято', en: 'the date was given up' } as const;

/** The session as one person reads of it: with the UID, SEQUENCE and place that it has for everybody. */
export function toldBesides(
  session: CalendarSession,
  { lines, isTentative, standing, changedAt }: ToldBesides,
  language: Language,
): CalendarSession {
  const description = [lines.join('\n'), descriptionIn(language, session)].filter(Boolean).join('\n\n');
  return {
    ...session,
    ...{ descriptionUk: description, descriptionEn: description },
    ...happening(session, standing, isTentative, language),
    revisedAt: laterOf(session.revisedAt, changedAt),
  };
}

const OFF: readonly HappeningStatus[] = ['CANCELLED', 'POSTPONED'];

function happening(
  { happeningStatus, reason }: CalendarSession,
  standing: SessionStanding,
  isTentative: boolean,
  language: Language,
): Pick<CalendarSession, 'happeningStatus' | 'reason'> {
  if (OFF.includes(happeningStatus)) return { happeningStatus, reason };
  if (standing === 'DROPPED') return { happeningStatus: 'CANCELLED', reason: GIVEN_UP[language] };
  return { happeningStatus: isTentative || standing === 'TO_PLACE' ? 'TENTATIVE' : happeningStatus, reason };
}
