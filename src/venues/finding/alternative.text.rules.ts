import type { Language } from '../../platform/language/language.ts';
import { dateOf, timeOf } from '../../platform/time/local.ts';
import type { Wish } from '../bookings/wish.rules.ts';
import type { AlternativeKind, Difference, DifferenceKind } from './alternative.rules.ts';

type By = number | null;
type Words = Readonly<Record<DifferenceKind, (by: By) => string>>;

const size = (by: By) => Math.abs(by ?? 0);
const far = (by: By) => ((by ?? 0) < 1_000 ? String(size(by)) : ((by ?? 0) / 1_000).toFixed(1));
const distance = (by: By, [metres, kilometres]: readonly [string, string]) =>
  (by ?? 0) < 1_000 ? `${far(by)} ${metres}` : `${far(by)} ${kilometres}`;

const ukrainian = new Intl.PluralRules('uk');
/** The accusative that follows a number that ends as 1, as 2 to 4, or otherwise: `21 день`, `22 дні`, `25 днів`. */
type Forms = readonly [one: string, few: string, many: string];
const MINUTES: Forms = ['хвилину', 'хвилини', 'хвилин'];
const HOURS: Forms = ['годину', 'години', 'годин'];
const DAYS: Forms = ['день', 'дні', 'днів'];
const PLACES: Forms = ['місце', 'місця', 'місць'];

function counted(by: By, [one, few, many]: Forms): string {
  const category = ukrainian.select(size(by));
  return `${size(by)} ${category === 'one' ? one : category === 'few' ? few : many}`;
}

/** Hours and minutes, those left out of which there are none. */
function lasting(by: By, hours: (count: number) => string, minutes: (count: number) => string): string {
  const [whole, left] = [Math.floor(size(by) / 60), size(by) % 60];
  return [...(whole > 0 ? [hours(whole)] : []), ...(left > 0 || whole === 0 ? [minutes(left)] : [])].join(' ');
}

const long = (by: By) =>
  lasting(
    by,
    (hours) => counted(hours, HOURS),
    (minutes) => counted(minutes, MINUTES),
  );
const longEn = (by: By) =>
  lasting(
    by,
    (hours) => `${hours} h`,
    (minutes) => `${minutes} min`,
  );

const UK: Words = {
  EARLIER: (by) => `на ${long(by)} раніше`,
  LATER: (by) => `на ${long(by)} пізніше`,
  OTHER_DAY: (by) => `на ${counted(by, DAYS)} ${(by ?? 0) < 0 ? 'раніше' : 'пізніше'}`,
  SHORTER: (by) => `коротше на ${long(by)}`,
  OTHER_ROOM: () => 'інше приміщення тієї самої бібліотеки',
  PART: () => 'частина бажаного приміщення',
  COMBINATION: () => 'більше приміщення, до якого входить бажане',
  OTHER_BRANCH: (by) =>
    by === null ? 'інша бібліотека' : `інша бібліотека за ${distance(by, ['м', 'км']).replace('.', ',')}`,
  OTHER_LAYOUT: () => 'бажаної розстановки там немає',
  SMALLER: (by) => `менше на ${counted(by, PLACES)}`,
  LARGER: (by) => `більше на ${counted(by, PLACES)}`,
};

const EN: Words = {
  EARLIER: (by) => `${longEn(by)} earlier`,
  LATER: (by) => `${longEn(by)} later`,
  OTHER_DAY: (by) => `${size(by)} ${size(by) === 1 ? 'day' : 'days'} ${(by ?? 0) < 0 ? 'earlier' : 'later'}`,
  SHORTER: (by) => `shorter by ${longEn(by)}`,
  OTHER_ROOM: () => 'another room of the same branch',
  PART: () => 'a part of the wished room',
  COMBINATION: () => 'a larger room that the wished one is a part of',
  OTHER_BRANCH: (by) => (by === null ? 'another branch' : `another branch, ${distance(by, ['m', 'km'])} away`),
  OTHER_LAYOUT: () => 'it has no such layout',
  SMALLER: (by) => `smaller by ${size(by)}`,
  LARGER: (by) => `larger by ${size(by)}`,
};

/** On another day `30 min earlier` would be read as of the whole way there, so there the clock is named. */
function told(differences: readonly Difference[], language: Language): string[] {
  const words = language === 'uk' ? UK : EN;
  const otherDay = differences.some(({ kind }) => kind === 'OTHER_DAY');
  const otherTime = differences.some(({ kind }) => kind === 'EARLIER' || kind === 'LATER');
  return differences.map(({ kind, by }) => {
    const said = words[kind](by);
    if (kind === 'OTHER_DAY' && !otherTime)
      return language === 'uk' ? `${said}, у той самий час` : `${said}, at the same time`;
    if (!otherDay || (kind !== 'EARLIER' && kind !== 'LATER')) return said;
    return language === 'uk' ? `за годинником ${said}` : `${said} by the clock`;
  });
}

/** `Зала Б, 22.05.2019 15:00, місць 40: інше приміщення тієї самої бібліотеки; менше на 20 місць.` */
export function reasonFor(
  kind: AlternativeKind,
  { room, branch, layout, time }: Wish,
  differences: readonly Difference[],
  language: Language,
): string {
  const name = language === 'uk' ? room.nameUk : room.nameEn;
  const place = kind === 'OTHER_BRANCH' ? `${name}, ${language === 'uk' ? branch.nameUk : branch.nameEn}` : name;
  const day = dateOf(time.startLocal).split('-').reverse().join('.');
  const seats =
    language === 'uk' ? `місць ${layout.capacity}` : `${layout.capacity} ${layout.capacity === 1 ? 'place' : 'places'}`;
  const same = kind === 'SAME_ROOM' ? [language === 'uk' ? 'те саме приміщення' : 'the same room'] : [];
  return `${place}, ${day} ${timeOf(time.startLocal)}, ${seats}: ${[...same, ...told(differences, language)].join('; ')}.`;
}
