// Sessions and their rooms in one write: whatever schedules, moves or gives up sessions, one or hundreds, comes through here.
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { judgeWants, lockForWants, writeWants } from '../../venues/desk/desk.ts';
import type { Deciding, JudgedWant, Want } from '../../venues/desk/want.rules.ts';
import { isPublic } from '../record/event.policy.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import {
  type Choice,
  type JudgedPlan,
  judgedPlan,
  type PlannedAct,
  type SessionPlan,
  takesRoom,
} from './plan.rules.ts';
import { grantedWant } from './session.granting.ts';
import { wantsOf } from './session.wants.ts';
import { writeSessions } from './session.writing.ts';

/** The event and the sessions as they were written. */
export interface CarriedOut {
  readonly event: EventRow;
  readonly sessions: readonly SessionRow[];
}

/** What the rooms say to the plans, together: each that fits is in the way of the next. In previews nothing is locked. */
export async function judgePlans(
  reader: Reader,
  event: EventRow,
  plans: readonly SessionPlan[],
  deciding: Deciding,
): Promise<JudgedPlan[]> {
  const wants = await wantsOf(reader, event, plans, deciding.now);
  return judged(reader, event, { plans, wants }, deciding);
}

/** What `carryOut` would write now, or its refusal: for previews of a choice. */
export async function choosePlans<R extends Refusal>(
  reader: Reader,
  event: EventRow,
  plans: readonly SessionPlan[],
  deciding: Deciding,
  choose: Choice<R>,
): Promise<readonly JudgedPlan[] | R> {
  const wants = await wantsOf(reader, event, plans, deciding.now);
  return chosen(reader, event, { plans, wants }, deciding, choose);
}

/**
 * Takes the locks of the rooms, judges, and writes what `choose` picks: bookings, sessions with their stamps, the event's
 * version and what the edit makes of its approval, lists and audit. For a transaction that has the event's row. Whoever
 * calls it does so within `onceMoreWhenOvertaken`.
 */
export async function carryOut<R extends Refusal>(
  tx: Tx,
  event: EventRow,
  plans: readonly SessionPlan[],
  deciding: Deciding,
  act: PlannedAct,
  choose: Choice<R>,
): Promise<CarriedOut | R> {
  const wants = await wantsOf(tx, event, plans, deciding.now);
  const had = plans.flatMap(({ before }) => before?.bookingId ?? []);
  const locked = await lockForWants(tx, wants, had, deciding.now);
  const picked = await chosen(tx, event, { plans, wants: locked.wants }, deciding, choose);
  if (!isList(picked)) return picked;
  const given = new Set(picked.flatMap(({ before, after }) => (takesRoom(after) ? [] : (before?.bookingId ?? []))));
  const ending = locked.ending.filter(({ id }) => given.has(id));
  const rooms = picked.flatMap(({ want, after }) => (want && takesRoom(after) ? [want] : []));
  const unfit = rooms.find(({ refusing }) => refusing.length > 0);
  if (unfit) throw new Error(`the session ${unfit.key} was picked for a room that refuses it`);
  const bookings = await writeWants(tx, rooms, ending, act.reason ?? null, deciding);
  const changes = picked.map(({ before, after }) => {
    const bookingId = takesRoom(after) ? (bookings.get(after.id)?.id ?? before?.bookingId ?? null) : null;
    return { before, after: { ...after, bookingId } };
  });
  const [written] = await writeSessions(tx, [{ event, changes, change: act.change ?? {} }], act.action, deciding);
  return written ?? { event, sessions: [] };
}

/** Plans, and what they ask of rooms. */
interface Planned {
  readonly plans: readonly SessionPlan[];
  readonly wants: readonly Want[];
}

/** What is picked of the plans, judged as if those left out keep their rooms. */
async function chosen<R extends Refusal>(
  reader: Reader,
  event: EventRow,
  { plans, wants }: Planned,
  deciding: Deciding,
  choose: Choice<R>,
): Promise<readonly JudgedPlan[] | R> {
  for (let asked = plans; ;) {
    const said = await judged(reader, event, { plans: asked, wants }, deciding);
    const picked = choose(said);
    if (!isList(picked)) return picked;
    const ids = new Set<string>(picked.map(({ after }) => after.id));
    const left = asked.filter(({ after }) => ids.has(after.id));
    if (left.length === 0 || asked.every((plan) => left.includes(plan) || !plan.before?.bookingId)) return picked;
    asked = left;
  }
}

async function judged(
  reader: Reader,
  event: EventRow,
  { plans, wants }: Planned,
  deciding: Deciding,
): Promise<JudgedPlan[]> {
  const ids = new Set<string>(plans.map(({ after }) => after.id));
  const ending = plans.flatMap(({ before, after }): Id<'Booking'>[] =>
    before?.bookingId && !takesRoom(after) ? [before.bookingId] : [],
  );
  const said = await judgeWants(
    reader,
    wants.filter(({ key }) => ids.has(key)),
    ending,
    deciding,
  );
  const wantOf = new Map<string, JudgedWant>(said.map((want) => [want.key, want]));
  const isAnnounced = isPublic(event);
  return plans.map((plan) => {
    const want = wantOf.get(plan.after.id);
    return judgedPlan(plan, want && grantedWant(plan, want, isAnnounced, deciding), isAnnounced);
  });
}

/** A list of plans is no refusal. */
function isList<R extends Refusal>(picked: readonly JudgedPlan[] | R): picked is readonly JudgedPlan[] {
  return Array.isArray(picked);
}
