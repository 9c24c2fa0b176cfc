import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import { lockForChange, type Stopped } from '../content/event.change.ts';
import type { CountedDays } from '../content/exhibition.rules.ts';
import { allOrRefused, type SessionsRefused } from '../sessions/conflict.rules.ts';
import type { PlaceWrong } from '../sessions/place.rules.ts';
import type { Choice } from '../sessions/plan.rules.ts';
import { type SessionOver, timeGone } from '../sessions/session.time.rules.ts';
import { keeping, visitedDays } from '../sessions/visited.days.ts';
import type { SessionsDiff } from './diff.rules.ts';
import { draftsOfEnding } from './draft.rules.ts';
import { carryEdit, foresee } from './edit.carrying.ts';
import type { CancelSessionsInput, EditSessionsInput, PreviewCancelInput } from './edit.input.types.ts';
import { datesInScope, readEdit } from './edit.reading.ts';
import { seenForChange } from './event.reading.ts';
import type { LengthWrong } from './moment.rules.ts';
import { followWith } from './series.defaults.ts';
import { SessionPeople } from './session.people.ts';

type NoEdit = PlaceWrong | LengthWrong | CountedDays | Stopped;
/** Some date does not fit, and none was to be left where it is. */
type NotEdited = SessionsRefused | SkippedHour | SessionOver;

const whatever: Choice<never> = (judged) => judged;
const whatFits: Choice<never> = (judged) => judged.filter(({ verdict }) => verdict === 'FITS');

@Injectable()
export class SessionsEditService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #people: SessionPeople;

  constructor(@Inject(Database) database: Database, clock: Clock, people: SessionPeople) {
    this.#database = database;
    this.#clock = clock;
    this.#people = people;
  }

  /** What the edit would make of each date; nothing is written and nothing is kept. */
  async previewEdit(input: EditSessionsInput, viewer: Viewer, language: Language): Promise<SessionsDiff | NoEdit> {
    const { reader } = this.#database;
    const event = await seenForChange(reader, input, { viewer, language });
    if (isRefusal(event)) return event;
    const deciding = { viewer, language, now: this.#clock.now() };
    const read = await readEdit(reader, event, input, deciding);
    if (isRefusal(read)) return read;
    const keeps = input.onConflict === 'KEEP';
    const choose = keeping(await visitedDays(reader, event), keeps ? whatFits : whatever, language);
    return foresee(reader, { event, drafts: read.drafts, keeps, choose }, deciding, this.#people);
  }

  /** Moves the dates with their rooms: all of them, or those that fit, as is asked for, or none. */
  async edit(input: EditSessionsInput, viewer: Viewer, language: Language): Promise<SessionsDiff | NotEdited | NoEdit> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<SessionsDiff | NotEdited | NoEdit>(async (tx) => {
        const event = await lockForChange(tx, { ...input, id: input.eventId }, 'UPDATE', { viewer, language });
        if (isRefusal(event)) return event;
        const deciding = { viewer, language, now: this.#clock.now() };
        const read = await readEdit(tx, event, input, deciding);
        if (isRefusal(read)) return read;
        const { drafts, place } = read;
        const keeps = input.onConflict === 'KEEP';
        const [skipped] = drafts.flatMap(({ fate, skipped: why }) => (fate === 'NO_SUCH_TIME' && why ? [why] : []));
        if (skipped && !keeps) return skipped;
        const gone = drafts.find(({ fate }) => fate === 'OVER')?.plan?.after;
        const over = gone && !keeps ? timeGone(gone, deciding.now, language) : null;
        if (over) return over;
        const carrying = { deciding, act: { action: 'UPDATE' }, people: this.#people };
        const visited = await visitedDays(tx, event);
        const choose = keeping<SessionsRefused>(visited, keeps ? whatFits : allOrRefused(language), language);
        const done = await carryEdit(tx, { event, drafts, keeps, choose }, carrying);
        if (!isRefusal(done) && input.scope !== 'THIS') await followWith(tx, done, input.change, place);
        return done;
      }),
    );
  }

  /** What calling dates off would make of each; nothing is written. */
  async previewCancel(input: PreviewCancelInput, viewer: Viewer, language: Language): Promise<SessionsDiff | Stopped> {
    const { reader } = this.#database;
    const event = await seenForChange(reader, input, { viewer, language });
    if (isRefusal(event)) return event;
    const deciding = { viewer, language, now: this.#clock.now() };
    const drafts = draftsOfEnding(await datesInScope(reader, event, input), { reason: '', now: deciding.now });
    return foresee(reader, { event, drafts, keeps: false, choose: whatever }, deciding, this.#people);
  }

  /** Cancels the dates that lie ahead, and drops those that want a place still. */
  async cancel(input: CancelSessionsInput, viewer: Viewer, language: Language): Promise<SessionsDiff | Stopped> {
    const { reason } = input;
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<SessionsDiff | Stopped>(async (tx) => {
        const event = await lockForChange(tx, { ...input, id: input.eventId }, 'UPDATE', { viewer, language });
        if (isRefusal(event)) return event;
        const deciding = { viewer, language, now: this.#clock.now() };
        const drafts = draftsOfEnding(await datesInScope(tx, event, input), { reason, now: deciding.now });
        const carrying = { deciding, act: { action: 'CANCEL', reason }, people: this.#people };
        return carryEdit(tx, { event, drafts, keeps: false, choose: whatever }, carrying);
      }),
    );
  }
}
