import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Arrangement } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';

/** How the sessions of the event belong together by now does not allow this. */
export interface ArrangementWrong extends Refusal<'ArrangementWrong'> {
  readonly arrangement: Arrangement;
}

type Standing = Pick<SessionRow, 'standing'>;

/** Whether an event still has dates, or waits for places for them. */
function hasDates(sessions: readonly Standing[]): boolean {
  return sessions.some(({ standing }) => standing !== 'DROPPED');
}

/** Why an event becomes no series; null when it may. One date that it has already becomes one of the series. */
export function noSeries(
  arrangement: Arrangement,
  sessions: readonly Standing[],
  language: Language,
): ArrangementWrong | null {
  if (arrangement === 'SINGLE' || !hasDates(sessions)) return null;
  const message = {
    SERIES: {
      uk: 'Цикл уже має дати. Змініть їх (editSessions) або додайте по одній (scheduleSession).',
      en: 'The series has its dates already. Change them (editSessions), or add dates one by one (scheduleSession).',
    },
    COURSE: {
      uk: 'Це курс із заняттями. Для циклу створіть іншу подію або спершу зніміть заняття.',
      en: 'This is a course with its sessions. Make another event for the series, or drop the sessions first.',
    },
  }[arrangement][language];
  return { kind: 'ArrangementWrong', message, arrangement };
}

/** Why an event becomes no course; null when it may, and for a course that is to have more sessions. */
export function noCourse(
  arrangement: Arrangement,
  sessions: readonly Standing[],
  language: Language,
): ArrangementWrong | null {
  if (arrangement !== 'SERIES' || !hasDates(sessions)) return null;
  return {
    kind: 'ArrangementWrong',
    message:
      language === 'uk'
        ? 'Це цикл із датами. Для курсу створіть іншу подію або спершу зніміть дати.'
        : 'This is a series with its dates. Make another event for the course, or drop the dates first.',
    arrangement,
  };
}
