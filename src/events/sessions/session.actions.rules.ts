import type { Instant } from '../../platform/time/instant.ts';
import { HAPPENING_STEPS, type SessionAction } from '../record/happening.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { isOver } from './session.time.rules.ts';

/** What the state of a session and the time of the day allow; what it takes besides, rooms say. */
export function allowedActions(session: SessionRow, now: Instant): SessionAction[] {
  if (session.standing !== 'SCHEDULED') return [];
  const actions = Object.keys(HAPPENING_STEPS) as SessionAction[]; // its own keys
  return actions.filter(
    (action) => HAPPENING_STEPS[action].from.includes(session.happeningStatus) && isInTime(action, session, now),
  );
}

function isInTime(action: SessionAction, session: SessionRow, now: Instant): boolean {
  switch (action) {
    case 'MOVE':
      return session.happeningStatus === 'POSTPONED' || !isOver(session, now);
    case 'POSTPONE':
    case 'MOVE_ONLINE':
    case 'REVIVE':
      return !isOver(session, now);
    case 'MARK_HELD':
      return session.startsAt <= now;
    case 'CONFIRM':
    case 'CANCEL':
    case 'UNMARK_HELD':
      return true;
  }
}
