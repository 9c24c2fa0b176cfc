import type { Language } from '../../platform/language/language.ts';
import { minutesBetween, plusDays, plusMinutes } from '../../platform/time/instant.ts';
import { addDays, dateOf, plusWallMinutes } from '../../platform/time/local.ts';
import { overlaps, type Span } from '../../platform/time/span.rules.ts';
import { closingsOver, isOpenThroughout, openSpans, specialNote } from '../hours/opening.rules.ts';
import {
  type Blocked,
  type BrokenRule,
  type Closed,
  type EquipmentShort,
  type LayoutTooSmall,
  type Overlap,
  overlapWith,
  spanText,
} from './broken.rules.ts';
import { type EquipmentFacts, type Facts, type Neighbour, occupiedSpan, type Wish, wishedSpan } from './wish.rules.ts';

export interface Telling {
  readonly language: Language;
  /** Whether the viewer may read what a neighbour is for. */
  readonly knows: (neighbour: Neighbour) => boolean;
}

/**
 * Every rule the wish breaks, all at once, the gravest first: what is taken, what is shut, what is lacking, what is too
 * much, and last what only has to be known.
 */
export function brokenRules(wish: Wish, facts: Facts, telling: Telling): BrokenRule[] {
  return [
    ...retired(wish, telling),
    ...taken(wish, facts, telling),
    ...closed(wish, facts, telling),
    ...short(wish, facts, telling),
    ...tooSmall(wish, telling),
    ...outsideHours(wish, facts, telling),
    ...outsideWindow(wish, facts, telling),
    ...wrongLength(wish, telling),
    ...overLimit(wish, facts, telling),
    ...needsApproval(facts, telling),
  ];
}

function retired({ room }: Wish, { language }: Telling): BrokenRule[] {
  if (!room.retiredAt) return [];
  const message =
    language === 'uk'
      ? 'Це приміщення більше не бронюють. Оберіть інше.'
      : 'This room is no longer booked. Choose another one.';
  return [{ kind: 'RoomRetired', message }];
}

function taken(wish: Wish, { neighbours }: Facts, telling: Telling): BrokenRule[] {
  const { startsAt, endsAt } = wish.time;
  return inTheWayOf({ ...wishedSpan(wish), startsAt, endsAt }, neighbours, wish.branch.zone, telling);
}

/** What of the neighbours is met. By start, so that the same facts are always told in the same order. */
export function inTheWayOf(
  mine: Parameters<typeof overlapWith>[0],
  neighbours: readonly Neighbour[],
  zone: string,
  { language, knows }: Telling,
): (Overlap | Blocked)[] {
  return neighbours
    .filter((neighbour) => overlaps(mine, occupiedSpan(neighbour)))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((neighbour) =>
      neighbour.kind === 'BOOKING'
        ? overlapWith(mine, neighbour, { zone, language, knows: knows(neighbour) })
        : blockedBy(neighbour, zone, language),
    );
}

function blockedBy({ id, purpose, startsAt, endsAt }: Neighbour, zone: string, language: Language): Blocked {
  const when = spanText({ from: startsAt, to: endsAt }, zone);
  return {
    kind: 'Blocked',
    message:
      language === 'uk'
        ? `Приміщення заблоковано ${when}: ${purpose}. Оберіть інший час або приміщення.`
        : `The room is blocked ${when}: ${purpose}. Choose another time or room.`,
    blockingId: id,
    reason: purpose,
    from: startsAt,
    to: endsAt,
  };
}

function closed(wish: Wish, { hours }: Facts, { language }: Telling): Closed[] {
  return closingsOver(hours, wish.room.kin, wishedSpan(wish)).map(
    ({ closureId, kind, reasonUk, reasonEn, from, to }): Closed => {
      const reason = language === 'uk' ? reasonUk : (reasonEn ?? reasonUk);
      const when = spanText({ from, to }, wish.branch.zone);
      return {
        kind: 'Closed',
        message:
          language === 'uk'
            ? `Зачинено ${when}: ${reason}. Оберіть інший час або іншу бібліотеку.`
            : `Closed ${when}: ${reason}. Choose another time or another branch.`,
        closureId,
        closureKind: kind,
        reason,
        from,
        to,
      };
    },
  );
}

function short(wish: Wish, { equipment }: Facts, { language }: Telling): EquipmentShort[] {
  const span = wishedSpan(wish);
  return [...equipment.values()].flatMap((facts) => {
    const { id, nameUk, nameEn, quantity: total } = facts.row;
    const wanted = wish.equipment.find(({ equipmentId }) => equipmentId === id)?.quantity ?? 0;
    const free = freeThroughout(facts, span);
    if (wanted <= free) return [];
    const message =
      language === 'uk'
        ? `${nameUk}: вільно ${free} з ${total}, а потрібно ${wanted}. Візьміть менше або оберіть інший час.`
        : `${nameEn}: ${free} of ${total} are free, and ${wanted} are wanted. Take fewer or choose another time.`;
    return [{ kind: 'EquipmentShort' as const, message, equipmentId: id, wanted, free, total }];
  });
}

/** How many are never out within the span: use is fullest where some use begins. */
export function freeThroughout({ row, uses }: EquipmentFacts, span: Span): number {
  const meeting = uses.filter((use) => overlaps(use, span));
  const moments = [span.from, ...meeting.map(({ from }) => from).filter((from) => from > span.from)];
  const out = moments.map((at) =>
    meeting.reduce((sum, use) => (use.from <= at && at < use.to ? sum + use.quantity : sum), 0),
  );
  return Math.max(0, row.quantity - Math.max(...out));
}

function tooSmall({ layout, branch, expectedPeople }: Wish, { language }: Telling): LayoutTooSmall[] {
  const limits = [
    { limitedBy: 'LAYOUT' as const, capacity: layout.capacity },
    { limitedBy: 'SHELTER' as const, capacity: branch.shelterCapacity ?? Infinity },
  ];
  return limits
    .filter(({ capacity }) => expectedPeople > capacity)
    .map(({ limitedBy, capacity }) => ({
      kind: 'LayoutTooSmall',
      message: smallMessage(limitedBy, capacity, expectedPeople, language),
      layoutKind: layout.kind,
      capacity,
      expectedPeople,
      limitedBy,
    }));
}

function smallMessage(limitedBy: 'LAYOUT' | 'SHELTER', capacity: number, people: number, language: Language): string {
  if (limitedBy === 'SHELTER') {
    return language === 'uk'
      ? `Укриття вміщує ${capacity}, а очікується ${people}. Запросіть менше людей або оберіть іншу бібліотеку.`
      : `The shelter holds ${capacity}, and ${people} are expected. Invite fewer or choose another branch.`;
  }
  return language === 'uk'
    ? `Так розставлене приміщення вміщує ${capacity}, а очікується ${people}. Оберіть іншу розстановку або більше приміщення.`
    : `The room in this layout holds ${capacity}, and ${people} are expected. Choose another layout or a larger room.`;
}

function outsideHours({ time, room, branch }: Wish, { hours }: Facts, { language }: Telling): BrokenRule[] {
  const span = { from: time.startsAt, to: time.endsAt };
  if (isOpenThroughout(hours, room.id, span)) return [];
  const firstDay = dateOf(time.startLocal);
  // What ends at midnight does not touch the day that begins then.
  const lastDay = dateOf(plusWallMinutes(time.startLocal, time.wallMinutes - 1));
  const days = lastDay > addDays(firstDay, 6) ? addDays(firstDay, 6) : lastDay;
  const open = openSpans(hours, room.id, firstDay, days);
  const said = specialNote(hours, room.id, firstDay);
  const note = said && (language === 'uk' ? said.uk : (said.en ?? said.uk));
  const when = open.map((stretch) => spanText(stretch, branch.zone)).join(', ');
  const message =
    language === 'uk'
      ? `Поза годинами роботи: ${when ? `відчинено ${when}` : 'цього дня зачинено'}. Оберіть час у цих межах.`
      : `Outside opening hours: ${when ? `open ${when}` : 'closed on that day'}. Choose a time within them.`;
  return [{ kind: 'OutsideOpeningHours', message, open, note }];
}

function outsideWindow({ time, room, branch }: Wish, { now }: Facts, { language }: Telling): BrokenRule[] {
  const earliest = plusMinutes(now, room.leadMinutes);
  const latest = room.windowDays === null ? null : plusDays(now, room.windowDays);
  if (earliest <= time.startsAt && (latest === null || time.startsAt <= latest)) return [];
  const uk = spanEdges(earliest, latest, branch.zone, ['від', 'до']);
  const en = spanEdges(earliest, latest, branch.zone, ['from', 'to']);
  const message =
    language === 'uk'
      ? `Це приміщення можна бронювати на початок ${uk}. Оберіть час у цих межах.`
      : `This room can be booked for a start ${en}. Choose a time within that.`;
  return [{ kind: 'OutsideBookingWindow', message, earliest, latest }];
}

function spanEdges(from: Span['from'], to: Span['to'] | null, zone: string, [since, until]: readonly [string, string]) {
  const at = (instant: Span['from']) => spanText({ from: instant, to: instant }, zone).split('–')[0] ?? '';
  return to ? `${since} ${at(from)} ${until} ${at(to)}` : `${since} ${at(from)}`;
}

function wrongLength({ time, room }: Wish, { language }: Telling): BrokenRule[] {
  const minutes = minutesBetween(time.startsAt, time.endsAt);
  const { shortestMinutes, longestMinutes } = room;
  if (minutes > longestMinutes) {
    const message =
      language === 'uk'
        ? `Це приміщення бронюють щонайбільше на ${longestMinutes} хв, а тут ${minutes}. Скоротіть час.`
        : `This room is booked for at most ${longestMinutes} min, and this is ${minutes}. Shorten it.`;
    return [{ kind: 'TooLong', message, minutes, longestMinutes }];
  }
  if (minutes < shortestMinutes) {
    const message =
      language === 'uk'
        ? `Це приміщення бронюють щонайменше на ${shortestMinutes} хв, а тут ${minutes}. Продовжте час.`
        : `This room is booked for at least ${shortestMinutes} min, and this is ${minutes}. Lengthen it.`;
    return [{ kind: 'TooShort', message, minutes, shortestMinutes }];
  }
  return [];
}

const TERMS_UK = { DAY: 'день', WEEK: 'тиждень', MONTH: 'місяць', QUARTER: 'квартал', YEAR: 'рік' };
const TERMS_EN = { DAY: 'a day', WEEK: 'a week', MONTH: 'a month', QUARTER: 'a quarter', YEAR: 'a year' };

function overLimit({ room }: Wish, { bookedInTerm }: Facts, { language }: Telling): BrokenRule[] {
  const { limitCount: limit, limitTerm: term } = room;
  if (limit === null || term === null || bookedInTerm < limit) return [];
  const message =
    language === 'uk'
      ? `Одна особа має в цьому приміщенні щонайбільше ${limit} бронювань на ${TERMS_UK[term]}, і їх уже ${bookedInTerm}. Скасуйте зайве або зверніться до бібліотеки.`
      : `One person has at most ${limit} bookings of this room ${TERMS_EN[term]}, and there are ${bookedInTerm} already. Cancel one or ask the branch.`;
  return [{ kind: 'OverLimit', message, limit, term, booked: bookedInTerm }];
}

function needsApproval({ needsApproval }: Facts, { language }: Telling): BrokenRule[] {
  if (!needsApproval) return [];
  const message =
    language === 'uk'
      ? 'Бронювання чекатиме, доки його погодить відповідальний за приміщення.'
      : 'The booking will wait until whoever is in charge of the room approves it.';
  return [{ kind: 'NeedsApproval', message }];
}
