import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Reader, type Tx } from '../../platform/db/database.ts';
import { forbidden } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import { lockSpacesOf } from '../../venues/places/space.store.ts';
import { mayReadMaterial, mayReadSpeaker } from '../content/content.policy.ts';
import type { Asker } from '../content/event.change.ts';
import { type EventDraft, imageOf } from '../content/event.image.ts';
import { speakersOfEvents } from '../content/event.parts.store.ts';
import { EventService } from '../content/event.service.ts';
import type { WishRefusal } from '../content/event.wish.ts';
import type { EventRow } from '../record/event.tables.ts';
import { type SessionsRefused, sessionsRefused } from '../sessions/conflict.rules.ts';
import { readPlace } from '../sessions/place.reading.ts';
import type { PlaceWrong } from '../sessions/place.rules.ts';
import { carryOut } from '../sessions/planning.ts';
import type { TimeRefusal } from '../sessions/session.time.rules.ts';
import { placedOrToPlace, plansOfClone } from './clone.dates.ts';
import {
  CloneCopyInput,
  type CloneEventInput,
  type CloneSlotInput,
  type CloneTargetInput,
} from './clone.input.types.ts';
import { type Original, readBranches, readOriginal, refuseTooManyDates } from './clone.reading.ts';
import { seriesOfClone } from './clone.series.ts';
import { datesOfClone, daysTo } from './clone.rules.ts';
import { detailsMoved } from './details.days.rules.ts';

export type CloneRefusal = WishRefusal | SessionsRefused | PlaceWrong | TimeRefusal;

/** The drafts that were made, in the order of what was asked for. */
interface Clones {
  readonly events: readonly EventRow[];
}

@Injectable()
export class CloneService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #events: EventService;

  constructor(@Inject(Database) database: Database, clock: Clock, events: EventService) {
    this.#database = database;
    this.#clock = clock;
    this.#events = events;
  }

  /**
   * Drafts like the original, with its dates at other times or places: all of them or none. Throws NOT_FOUND for an original
   * the viewer does not see, FORBIDDEN for a branch where they write no events and for what they may not read.
   */
  async clone(input: CloneEventInput, asker: Asker): Promise<Clones | CloneRefusal> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<Clones | CloneRefusal>(async (tx) => {
        const original = await readOriginal(tx, input.eventId, asker.viewer);
        const targets = input.targets;
        await readBranches(
          tx,
          targets.map(({ branchId }) => branchId),
          asker.viewer,
        );
        refuseTooManyDates(original, targets);
        const content = await contentOf(tx, original, input, asker.viewer);
        // All at once, in the one order: the clones are placed one after the other.
        await lockSpacesOf(tx, roomsOf(targets));
        const events: EventRow[] = [];
        const refused: SessionsRefused[] = [];
        for (const target of targets) {
          const made = await this.#made(
            tx,
            target,
            { original, content, copy: input.copy ?? new CloneCopyInput() },
            asker,
          );
          if (!isRefusal(made)) events.push(made);
          else if (made.kind === 'SessionsRefused') refused.push(made);
          else return made;
        }
        return refused[0] ? together(refused[0], refused) : { events };
      }),
    );
  }

  async #made(
    tx: Tx,
    { branchId, slot }: CloneTargetInput,
    { original, content, copy }: Cloning,
    asker: Asker,
  ): Promise<EventRow | CloneRefusal> {
    const details = detailsMoved(original.event.details, slot ? daysTo(original.dates[0], slot) : null);
    const own = { ...content, ...(withContact(copy, original, branchId) ? {} : NO_CONTACT), branchId, details };
    const event = await this.#events.create(tx, own, asker);
    if (isRefusal(event) || !slot) return event;
    return this.#scheduled(tx, event, original, slot, asker);
  }

  async #scheduled(
    tx: Tx,
    event: EventRow,
    { event: original, dates: originals }: Original,
    slot: CloneSlotInput,
    asker: Asker,
  ): Promise<EventRow | CloneRefusal> {
    const now = this.#clock.now();
    const place = await readPlace(tx, event, slot.place, asker.language);
    if (isRefusal(place)) return place;
    const wall = { ...slot, endDate: slot.endDate ?? slot.startDate };
    const hasRule = await seriesOfClone(tx, { event, original, first: originals[0], wall, place });
    const dates = datesOfClone(originals, wall, hasRule);
    const overrides = slot.overrides ?? [];
    const plans = await plansOfClone(tx, { event, original, dates, place, overrides, hasRule }, asker.language, now);
    if (isRefusal(plans)) return plans;
    const done = await carryOut<SessionsRefused>(
      tx,
      event,
      plans,
      { ...asker, now },
      { action: 'CREATE' },
      (judged) => {
        const [first] = judged;
        if (first && first.verdict !== 'FITS') return sessionsRefused([first], asker.language);
        return judged.map(placedOrToPlace);
      },
    );
    return isRefusal(done) ? done : done.event;
  }
}

interface Cloning {
  readonly original: Original;
  readonly content: Omit<EventDraft, 'branchId'>;
  readonly copy: CloneCopyInput;
}

/** What the clones have of the original: of what is for the staff of its branch, nothing for anybody else. */
async function contentOf(reader: Reader, { event, isStaff }: Original, input: CloneEventInput, viewer: Viewer) {
  const copy = input.copy ?? new CloneCopyInput();
  if ((copy.staffNotes || copy.joinUrl) && !isStaff) throw forbidden();
  const { speakers: _, materials, measureIds, staffNotes, joinUrl, ...image } = await imageOf(reader, event);
  const invited = ((await speakersOfEvents(reader, [event.id])).get(event.id) ?? []).filter(
    ({ speaker }) => speaker.retiredAt === null && mayReadSpeaker(viewer, event, speaker),
  );
  const read = materials.filter((material) => mayReadMaterial(viewer, event, material));
  const { arrangement, registrationUnit, attendanceThreshold } = event;
  return {
    ...image,
    ...(isStaff ? {} : NO_DECISION),
    ...{ arrangement, registrationUnit, attendanceThreshold, cloneOfId: event.id },
    speakers: copy.speakers ? invited.map(({ speaker, role }) => ({ speakerId: speaker.id, role })) : [],
    // Without their ids: those are the original's.
    materials: copy.materials
      ? read.map(({ titleUk, titleEn, url, visibility }) => ({ titleUk, titleEn, url, visibility }))
      : [],
    measureIds: input.primaryMeasureId == null ? measureIds : [input.primaryMeasureId],
    staffNotes: copy.staffNotes ? staffNotes : null,
    // What is held on the spot has one only for dates that were moved online.
    joinUrl: copy.joinUrl && event.attendanceMode !== 'OFFLINE' ? joinUrl : null,
  };
}

const NO_DECISION = { minimumAttendance: null, decideDaysBefore: null };
const NO_CONTACT = { contactName: null, contactPhone: null, contactEmail: null };

function withContact({ contact }: CloneCopyInput, { event }: Original, branchId: string): boolean {
  return contact ?? branchId.toLowerCase() === event.branchId;
}

function roomsOf(targets: readonly CloneTargetInput[]): Id<'Room'>[] {
  const ids = targets.flatMap(({ slot }) => slot?.place.room?.roomId ?? []);
  return [...new Set(ids.filter(isId))].map((id) => id.toLowerCase() as Id<'Room'>);
}

/** The conflicts of all targets: whoever mends one wants to know of the others. */
function together(first: SessionsRefused, refused: readonly SessionsRefused[]): SessionsRefused {
  return { ...first, conflicts: refused.flatMap(({ conflicts }) => conflicts) };
}
