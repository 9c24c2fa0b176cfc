import { Inject, Injectable } from '@nestjs/common';
import { mayApproveEvent, mayEditEvent } from '../../events/record/event.policy.ts';
import { lockEvent } from '../../events/record/event.store.ts';
import type { EventRow } from '../../events/record/event.tables.ts';
import { findSession, sessionsOfEvents } from '../../events/record/session.store.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { RosterDesk } from '../deciding/desk.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { findQuestionSet } from '../questions/question-set.store.ts';
import type { QuestionsWrong } from '../questions/question.rules.ts';
import { readQuestions } from '../questions/question.reading.ts';
import { answeredBefore, keepAnswer } from '../deciding/answered.ts';
import {
  findRoster,
  insertRosters,
  lockRosters,
  quotasOfRosters,
  rostersOfEvents,
  subjectsOfRosters,
  updateRoster,
} from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import type { RegistrationWindow } from '../record/seats.rules.ts';
import {
  type CapacityTooLarge,
  capacityTooLarge,
  type CapacityTooSmall,
  capacityTooSmall,
  type CapacityUnknown,
  capacityUnknown,
  narrowest,
} from '../roster/capacity.rules.ts';
import { limitsOfSessions } from '../roster/limit.store.ts';
import { type NeverOpens, neverOpens, saidTwice } from '../roster/window.rules.ts';
import { firstRoster } from './hosting.rules.ts';
import type { SaveRosterInput } from './roster.input.types.ts';
import { planQuotas, type QuotaInUse, quotaInUse, type QuotaPlan, takenWith, writeQuotas } from './roster.quotas.ts';

export type SavedRoster =
  | RosterRow
  | CapacityTooLarge
  | CapacityTooSmall
  | CapacityUnknown
  | NeverOpens
  | QuotaInUse
  | QuestionsWrong
  | ChangedMeanwhile
  | KeyReused;

/** What staff say of how people register. */
@Injectable()
export class RosterService {
  readonly #database: Database;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, desk: RosterDesk) {
    this.#database = database;
    this.#desk = desk;
  }

  /**
   * Opens a roster or changes it; whoever may move up in its queue by that does so at once. Throws NOT_FOUND for no event or
   * session, FORBIDDEN to whoever does not edit the event, and to who is no approver when more people are to come than fit.
   */
  async save(input: SaveRosterInput, asking: Asking): Promise<SavedRoster> {
    const twice = input.window && saidTwice(input.window);
    if (twice) throw invalidInput(`window must not name both ${twice}`, { argument: 'window' });
    return this.#database.transaction<SavedRoster>(async (tx) => {
      const event = isId(input.eventId) ? await lockEvent(tx, input.eventId as Id<'Event'>) : undefined;
      if (!event) throw notFound('the event');
      if (!mayEditEvent(asking.viewer, event)) throw forbidden();
      const key = requestKey(input.key, input);
      const before = await answeredBefore(tx, event.id, key, asking.language);
      if (before && !('answer' in before)) return before;
      const kept = before && (await findRoster(tx, before.answer as Id<'Roster'>));
      if (kept) return kept;
      const saved = await this.#saveOf(tx, event, input, asking);
      if (!isRefusal(saved)) await keepAnswer(tx, event.id, key, saved.id, asking.at);
      return saved;
    });
  }

  async #saveOf(tx: Tx, event: EventRow, input: SaveRosterInput, asking: Asking): Promise<SavedRoster> {
    const sessionIds = await this.#datesOf(tx, event, input);
    const found = await this.#findOrOpen(tx, event, input, sessionIds, asking);
    if (isRefusal(found)) return found;
    const [before] = await lockRosters(tx, [found.id]);
    if (!before) throw notFound('the roster');
    const stale = await changedSince(tx, 'Roster', before, input.version, asking.language);
    if (stale) return stale;
    const never = input.window && (await this.#neverOpens(tx, before, input.window, asking));
    if (never) return never;
    const questions = input.questions ? readQuestions(input.questions, asking.language) : before.questions;
    if (isRefusal(questions)) return questions;
    const quotas = (await quotasOfRosters(tx, [before.id])).get(before.id) ?? [];
    const plan = input.quotas ? await planQuotas(tx, before, quotas, input.quotas) : null;
    const change = { ...wishedOf(input), ...(input.questions && { questions }) };
    const after = { ...before, ...change };
    const refused =
      (await this.#tooLarge(tx, event, { before, after, input }, sessionIds, asking)) ?? tooSmall(after, plan, asking);
    if (refused) return refused;
    await this.#write(tx, event, before, after, plan, asking);
    return (await findRoster(tx, before.id)) ?? after;
  }

  /** The dates it is for: the one that is named, or all that are to be held. */
  async #datesOf(tx: Tx, event: EventRow, { sessionId }: SaveRosterInput): Promise<Id<'Session'>[]> {
    if (sessionId == null) {
      const all = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
      return all.filter(({ standing }) => standing === 'SCHEDULED').map(({ id }) => id);
    }
    const session = isId(sessionId) ? await findSession(tx, sessionId as Id<'Session'>) : undefined;
    if (session?.eventId !== event.id) throw notFound('the session');
    if (event.registrationUnit === 'WHOLE') {
      throw invalidInput('one registers for the whole event: leave sessionId out', { argument: 'sessionId' });
    }
    return [session.id];
  }

  async #findOrOpen(
    tx: Tx,
    event: EventRow,
    input: SaveRosterInput,
    sessionIds: readonly Id<'Session'>[],
    asking: Asking,
  ): Promise<RosterRow | CapacityUnknown> {
    const all = await rostersOfEvents(tx, [event.id]);
    const has = all.find(({ sessionId }) => sessionId === (input.sessionId ?? null));
    if (has) return has;
    if (input.sessionId == null && event.registrationUnit === 'SESSION') {
      throw invalidInput('one registers for each session: name it by sessionId', { argument: 'sessionId' });
    }
    const limits = await limitsOfSessions(tx, sessionIds);
    const told = { limits: [...limits.values()].flatMap((one) => one.limits), expected: input.capacity ?? null };
    const questions = (await findQuestionSet(tx, event.kind))?.questions ?? [];
    const session = input.sessionId == null ? null : { id: input.sessionId as Id<'Session'> };
    const row = firstRoster(event, session, told, questions, asking.at);
    if (!row) return capacityUnknown(asking.language);
    const id = newId<'Roster'>();
    await insertRosters(tx, [{ ...row, id }]);
    await this.#audit(tx, event, asking, { action: 'CREATE', thing: { kind: 'Roster', id } });
    return (await findRoster(tx, id)) ?? this.#findOrOpen(tx, event, input, sessionIds, asking);
  }

  /** Of what an approver has decided the rest is edited by anybody who edits the event. */
  async #tooLarge(
    tx: Tx,
    event: EventRow,
    { before, after, input }: Change,
    sessionIds: readonly string[],
    { viewer, language }: Asking,
  ): Promise<CapacityTooLarge | null> {
    const reason = after.capacityReason;
    const isReasoned = reason !== before.capacityReason;
    // A reason holds for what comes later as well: nobody lays one in store.
    if (isReasoned && reason !== null && !mayApproveEvent(viewer, event)) throw forbidden();
    const grows = after.capacity > before.capacity;
    if (!grows && !isReasoned) return null;
    const limits = await limitsOfSessions(tx, sessionIds);
    const limit = narrowest([...limits.values()].flatMap((one) => one.limits));
    if (!limit || after.capacity <= limit.most) return null;
    if (reason === null || (grows && input.capacityReason == null)) return capacityTooLarge(limit, language);
    if (!mayApproveEvent(viewer, event)) throw forbidden();
    return null;
  }

  /** By the date that counts: of a whole event the first. */
  async #neverOpens(
    tx: Tx,
    { id }: RosterRow,
    window: RegistrationWindow,
    { language }: Asking,
  ): Promise<NeverOpens | null> {
    const subject = (await subjectsOfRosters(tx, [id])).get(id);
    return neverOpens(window, subject?.session ?? null, language);
  }

  async #write(
    tx: Tx,
    event: EventRow,
    before: RosterRow,
    after: RosterRow,
    plan: QuotaPlan | QuotaInUse | null,
    asking: Asking,
  ): Promise<void> {
    const stamps = { version: before.version + 1, updatedAt: asking.at };
    const { held: _, reserved: __, waiting: ___, nextArrival: ____, ...settings } = { ...after, ...stamps };
    // More seats before larger quotas, smaller quotas before fewer seats.
    const first = after.capacity >= before.capacity;
    if (first) await updateRoster(tx, before.id, settings);
    if (plan && !isRefusal(plan)) await writeQuotas(tx, plan);
    if (!first) await updateRoster(tx, before.id, settings);
    const quotas = plan && !isRefusal(plan) ? quotaChange(plan) : [];
    const changes = [...changesBetween(before, after), ...quotas];
    if (changes.length > 0) {
      await this.#audit(tx, event, asking, { action: 'UPDATE', thing: { kind: 'Roster', id: before.id }, changes });
    }
    await this.#desk.askWithin(tx, before.id, [
      { asking, key: null, frees: true, decide: (scene) => scene.moveUp(asking) },
    ]);
  }

  #audit(
    tx: Tx,
    event: EventRow,
    { viewer, at }: { viewer: Viewer } & Pick<Asking, 'at'>,
    deed: Parameters<typeof record>[3],
  ) {
    return record(tx, viewer, at, { ...deed, scopeIds: [event.branchId] });
  }
}

interface Change {
  readonly before: RosterRow;
  readonly after: RosterRow;
  readonly input: SaveRosterInput;
}

/** What the input says of the row itself. */
function wishedOf(input: SaveRosterInput): Partial<RosterRow> {
  const { key: _, eventId: __, sessionId: ___, version: ____, questions: _____, quotas: ______, ...said } = input;
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function tooSmall(
  after: RosterRow,
  plan: QuotaPlan | null,
  { language }: Asking,
): CapacityTooSmall | QuotaInUse | null {
  const inUse = plan && quotaInUse(plan, language);
  if (inUse) return inUse;
  const taken = plan ? takenWith(after, plan) : after.held + after.reserved;
  return taken > after.capacity ? capacityTooSmall(taken, language) : null;
}

function quotaChange({ kept, added, removed }: QuotaPlan) {
  const before = [...kept.map(({ quota }) => quota), ...removed].map(({ id, seats }) => ({ id, seats }));
  const after = [
    ...kept.map(({ quota, change }) => ({ id: quota.id, seats: change.seats ?? quota.seats })),
    ...added,
  ].map(({ id, seats }) => ({ id, seats }));
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field: 'quotas', before, after }];
}
