// Changes of many dates at once: foreseen, or written. Both come to the same.
import type { Reader, Tx } from '../../platform/db/database.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { Choice, JudgedPlan, PlannedAct, SessionPlan } from '../sessions/plan.rules.ts';
import { carryOut, choosePlans, judgePlans } from '../sessions/planning.ts';
import { changesOf, type DateChange, type SessionsDiff, touching, writtenChanges } from './diff.rules.ts';
import type { Draft } from './asked-edit.rules.ts';
import type { SessionPeople } from './session.people.ts';
import { stuckBehind } from './stuck.rules.ts';

/** What is to become of dates of an event, and what happens where their rooms say no. */
export interface Edit<R extends Refusal> {
  readonly event: EventRow;
  readonly drafts: readonly Draft[];
  /** Whether dates that do not fit stay where they are; else the choice says what becomes of the whole. */
  readonly keeps: boolean;
  readonly choose: Choice<R>;
}

/** What the edit comes to, without writing it. */
export async function foresee<R extends Refusal>(
  reader: Reader,
  { event, drafts, keeps, choose }: Edit<R>,
  deciding: Deciding,
  people: SessionPeople,
): Promise<SessionsDiff | R> {
  const said = new Map<string, JudgedPlan>();
  const asked = plansOf(drafts);
  const plans = keeps ? await thoseThatFit(reader, event, asked, deciding, said) : asked;
  const chosen = await choosePlans(reader, event, plans, deciding, remembering(choose, said));
  if (isRefusal(chosen)) return chosen;
  return diffOf(reader, event, changesOf(drafts, said), people);
}

/** Writes the edit, or nothing; for a transaction that has the event's row. */
export async function carryEdit<R extends Refusal>(
  tx: Tx,
  { event, drafts, keeps, choose }: Edit<R>,
  { deciding, act, people }: { readonly deciding: Deciding; readonly act: PlannedAct; readonly people: SessionPeople },
): Promise<SessionsDiff | R> {
  const said = new Map<string, JudgedPlan>();
  const asked = plansOf(drafts);
  const plans = keeps ? await thoseThatFit(tx, event, asked, deciding, said) : asked;
  if (plans.length === 0) return diffOf(tx, event, changesOf(drafts, said), people);
  const done = await carryOut(tx, event, plans, deciding, act, remembering(choose, said));
  if (isRefusal(done)) return done;
  return diffOf(tx, done.event, writtenChanges(changesOf(drafts, said), done.sessions), people);
}

/** A time that never comes, or has gone by, is asked of no room. */
function plansOf(drafts: readonly Draft[]): SessionPlan[] {
  return drafts.flatMap(({ plan, fate }) => (plan && fate !== 'NO_SUCH_TIME' && fate !== 'OVER' ? [plan] : []));
}

/**
 * The plans that fit while those that do not keep their rooms, and what was said of the others. A row of dates each of which
 * wants the place of the next is found out at once, and not date by date.
 */
async function thoseThatFit(
  reader: Reader,
  event: EventRow,
  plans: readonly SessionPlan[],
  deciding: Deciding,
  said: Map<string, JudgedPlan>,
): Promise<readonly SessionPlan[]> {
  for (let asked = plans; ;) {
    const judged = await judgePlans(reader, event, asked, deciding);
    const stuck = new Map(judged.flatMap((plan) => (plan.verdict === 'FITS' ? [] : [[plan.after.id, plan] as const])));
    if (stuck.size === 0) return asked;
    const turns = stuckBehind(judged);
    const behind = new Set(turns.flat().map(({ after }) => after.id));
    const free = asked.filter(({ after }) => !stuck.has(after.id) && !behind.has(after.id));
    for (const turn of turns.filter(({ length }) => length > 0)) {
      const ids = new Set(turn.map(({ after }) => after.id));
      const again = await judgePlans(reader, event, [...free, ...turn], deciding);
      const still = again.filter(({ after, verdict }) => ids.has(after.id) && verdict !== 'FITS');
      for (const plan of still) stuck.set(plan.after.id, plan);
    }
    for (const [id, plan] of stuck) said.set(id, plan);
    asked = asked.filter(({ after }) => !stuck.has(after.id));
  }
}

/** The choice, and what was said of each plan when it was judged last: what is left out is not judged again. */
function remembering<R extends Refusal>(choose: Choice<R>, said: Map<string, JudgedPlan>): Choice<R> {
  return (judged) => {
    for (const plan of judged) said.set(plan.after.id, plan);
    return choose(judged);
  };
}

async function diffOf(
  reader: Reader,
  event: EventRow,
  changes: readonly DateChange[],
  people: SessionPeople,
): Promise<SessionsDiff> {
  const ids = touching(changes).map(({ session }) => session.id);
  return { event, changes, peopleTouched: await people.touched(reader, ids) };
}
