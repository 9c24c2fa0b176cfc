import type { Language } from '../../platform/language/language.ts';
import { dateOf, timeOf } from '../../platform/time/local.ts';
import type { Wish } from '../bookings/wish.rules.ts';
import type { AlternativeKind, Difference, DifferenceKind } from './alternative.rules.ts';

type By = number | null;
type Words = Readonly<Record<DifferenceKind, (by: By) => string>>;

const many = (by: By) => String(Math.abs(by ?? 0));
const far = (by: By) => ((by ?? 0) < 1_000 ? many(by) : ((by ?? 0) / 1_000).toFixed(1));
const distance = (by: By, [metres, kilometres]: readonly [string, string]) =>
  (by ?? 0) < 1_000 ? `${far(by)} ${metres}` : `${far(by)} ${kilometres}`;

const UK: Words = {
  EARLIER: (by) => `на ${many(by)} хв раніше`,
  LATER: (by) => `на ${many(by)} хв пізніше`,
  OTHER_DAY: (by) => `на ${many(by)} дн. ${(by ?? 0) < 0 ? 'раніше' : 'пізніше'}, у той самий час`,
  OTHER_ROOM: () => 'інше приміщення тієї самої бібліотеки',
  PART: () => 'частина бажаного приміщення',
  COMBINATION: () => 'більше приміщення, до якого входить бажане',
  OTHER_BRANCH: (by) =>
    by === null ? 'інша бібліотека' : `інша бібліотека за ${distance(by, ['м', 'км']).replace('.', ',')}`,
  OTHER_LAYOUT: () => 'бажаної розстановки там немає',
  SMALLER: (by) => `менше на ${many(by)} місць`,
  LARGER: (by) => `більше на ${many(by)} місць`,
};

const EN: Words = {
  EARLIER: (by) => `${many(by)} min earlier`,
  LATER: (by) => `${many(by)} min later`,
  OTHER_DAY: (by) => `${many(by)} days ${(by ?? 0) < 0 ? 'earlier' : 'later'}, at the same time`,
  OTHER_ROOM: () => 'another room of the same branch',
  PART: () => 'a part of the wished room',
  COMBINATION: () => 'a larger room that the wished one is a part of',
  OTHER_BRANCH: (by) => (by === null ? 'another branch' : `another branch, ${distance(by, ['m', 'km'])} away`),
  OTHER_LAYOUT: () => 'it has no such layout',
  SMALLER: (by) => `smaller by ${many(by)}`,
  LARGER: (by) => `larger by ${many(by)}`,
};

/** `Зала Б, 22.05.2019 15:00, місць 40: інше приміщення тієї самої бібліотеки; менше на 20 місць.` */
export function reasonFor(
  kind: AlternativeKind,
  { room, branch, layout, time }: Wish,
  differences: readonly Difference[],
  language: Language,
): string {
  const words = language === 'uk' ? UK : EN;
  const name = language === 'uk' ? room.nameUk : room.nameEn;
  const place = kind === 'OTHER_BRANCH' ? `${name}, ${language === 'uk' ? branch.nameUk : branch.nameEn}` : name;
  const day = dateOf(time.startLocal).split('-').reverse().join('.');
  const seats = language === 'uk' ? `місць ${layout.capacity}` : `${layout.capacity} places`;
  const same = kind === 'SAME_ROOM' ? [language === 'uk' ? 'те саме приміщення' : 'the same room'] : [];
  const told = [...same, ...differences.map(({ kind, by }) => words[kind](by))].join('; ');
  return `${place}, ${day} ${timeOf(time.startLocal)}, ${seats}: ${told}.`;
}
