import { isRefusal } from '../../platform/refusals/refusal.ts';
import { type SkippedHour, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { equipmentList, type WishedEquipment } from '../../venues/bookings/wish.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { inPlace, type WishedPlace } from '../sessions/place.rules.ts';
import { cancelledSession, type Goal, movedSession, withExceptions } from '../sessions/session.moves.rules.ts';
import { isOver } from '../sessions/session.time.rules.ts';
import { type EditReach, ending, intentOf } from './edit.rules.ts';
import type { AskedEdit, Draft } from './asked-edit.rules.ts';
import { withoutNeedless } from './exception.rules.ts';
import { type LengthWrong, momentOf, onItsDay } from './moment.rules.ts';

/** What an edit is to make of each date of its scope. A time that is none of its own refuses the whole. */
export function draftsOf(sessions: readonly SessionRow[], asked: AskedEdit): Draft[] | LengthWrong {
  const drafts: Draft[] = [];
  for (const session of sessions) {
    const draft = draftOf(session, asked);
    if (isRefusal(draft)) return draft;
    drafts.push(draft);
  }
  return withoutNeedless(drafts, asked);
}

function draftOf(session: SessionRow, asked: AskedEdit): Draft | LengthWrong {
  const intent = intentOf(session, asked.change, asked);
  if (intent.kind !== 'EDIT') return { session, fate: intent.kind, plan: null, skipped: null };
  const place = intent.place ? asked.place : null;
  const zone = place?.zone ?? session.zone;
  const wall = intent.wall ?? wallTimeOf(session);
  const moment = intent.wall || zone !== session.zone ? momentOf(wall, zone, asked.language) : null;
  if (isRefusal(moment)) return onItsDay(moment, wall);
  const skipped = moment?.skipped ?? null;
  const moved = afterEdit(session, { time: moment?.time ?? null, place }, skipped);
  if (isSame(session, moved)) return { session, fate: 'UNCHANGED', plan: null, skipped: null };
  const plan = { before: session, after: marked(session, moved, place, asked), overrides: asked.overrides };
  return { session, fate: fateOf(session, moved, skipped, asked), plan, skipped };
}

function fateOf(before: SessionRow, after: SessionRow, skipped: SkippedHour | null, { now }: AskedEdit): Draft['fate'] {
  // What waits for a place may wait for a time that never comes; it is placed at another one.
  if (skipped && before.standing === 'SCHEDULED') return 'NO_SUCH_TIME';
  return isOver(after, now) ? 'OVER' : 'PLANNED';
}

/** A date that wants a place only wishes otherwise from now on. */
function afterEdit(session: SessionRow, goal: Goal, skipped: SkippedHour | null): SessionRow {
  if (session.standing === 'SCHEDULED') return movedSession(session, goal);
  const there = goal.place ? inPlace(session, goal.place) : session;
  // What its room said was said to another wish; its time stays what it is by another place.
  const had = session.brokenKinds.filter((kind) => kind === skippedHour);
  return { ...there, ...goal.time, brokenKinds: goal.time ? (skipped ? [skippedHour] : []) : had };
}

/** As what the reason stands why a date was not placed whose time never comes. */
export const skippedHour: SkippedHour['kind'] = 'SkippedHour';

/** An edit of one date of a series marks what it changed; one of many that includes exceptions makes the place the common one. */
function marked(
  before: SessionRow,
  after: SessionRow,
  place: WishedPlace | null,
  { scope, arrangement }: AskedEdit,
): SessionRow {
  if (scope === 'THIS') return arrangement === 'SERIES' ? withExceptions(before, after) : after;
  if (!place || !before.exceptions.includes('PLACE')) return after;
  return { ...after, exceptions: before.exceptions.filter((exception) => exception !== 'PLACE') };
}

const SLOT = [
  ...['startLocal', 'zone', 'wallMinutes', 'place', 'branchId', 'roomId', 'layoutKind', 'expectedPeople'],
  ...['setUpMinutes', 'tearDownMinutes'],
] as const satisfies (keyof SessionRow)[];

/** Whether a date has its time and place already. */
function isSame(before: SessionRow, after: SessionRow): boolean {
  const listed = ({ equipment }: SessionRow) => JSON.stringify(equipmentList(equipment as readonly WishedEquipment[]));
  return SLOT.every((field) => before[field] === after[field]) && listed(before) === listed(after);
}

/** What calling dates off is to make of each: those that are over, or were given up already, are left. */
export function draftsOfEnding(
  sessions: readonly SessionRow[],
  { reason, now }: { readonly reason: string } & Pick<EditReach, 'now'>,
): Draft[] {
  return sessions.map((session) => {
    const fate = ending(session, now);
    if (!fate) return { session, fate: 'NOT_CHANGEABLE', plan: null, skipped: null };
    const after: SessionRow =
      fate === 'CANCELS' ? cancelledSession(session, reason) : { ...session, standing: 'DROPPED' };
    return { session, fate, plan: { before: session, after, overrides: [] }, skipped: null };
  });
}
