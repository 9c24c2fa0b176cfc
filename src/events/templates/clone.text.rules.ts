import type { Language } from '../../platform/language/language.ts';
import { type WallTime, wallTimeOf } from '../../platform/time/wall.rules.ts';
import type { Wish } from '../../venues/bookings/wish.rules.ts';

/** What a branch has for a clone. */
export type CloneVerdict =
  'AT_ITS_TIME' | 'AT_ANOTHER_TIME' | 'WITHOUT_ROOM' | 'NO_ROOM' | 'NOTHING_FREE' | 'DAY_PASSED' | 'NO_DATES';

interface Said {
  readonly verdict: CloneVerdict;
  /** The room that is proposed. */
  readonly wish: Wish | null;
  readonly wanted: WallTime | null;
  readonly people: number | null;
}

/** What a branch has for a clone, in words. */
export function cloneReason({ verdict, wish, wanted, people }: Said, language: Language): string {
  const room = wish && (language === 'uk' ? wish.room.nameUk : wish.room.nameEn);
  const proposed = wish && whenOf(wallTimeOf(wish.time), language);
  const [when, day] = [wanted && whenOf(wanted, language), wanted && dayOf(wanted)];
  const texts: Readonly<Record<CloneVerdict, Readonly<Record<Language, string>>>> = {
    AT_ITS_TIME: { uk: `${room} вільна в той самий час.`, en: `${room} is free at the same time.` },
    AT_ANOTHER_TIME: {
      uk: `${when} підхожої вільної зали немає. Найближчий час: ${proposed}, ${room}.`,
      en: `No room that would do is free on ${when}. The nearest time is ${proposed}, ${room}.`,
    },
    WITHOUT_ROOM: {
      uk: 'Зала не потрібна або її ще шукатимуть. Час той самий.',
      en: 'No room is needed, or it is still to be found. The time is the same.',
    },
    NO_ROOM: {
      uk: `У філії немає зали на ${people} осіб. Створіть подію із залою, яку ще треба знайти, або оберіть іншу філію.`,
      en: `No room of the branch holds ${people} people. Make it with a room to be found, or choose another branch.`,
    },
    NOTHING_FREE: {
      uk: `Два тижні довкола ${day} підхожої вільної зали немає. Оберіть інший день або створіть подію із залою, яку ще треба знайти.`,
      en: `No room that would do is free within two weeks of ${day}. Choose another day, or make it with a room to be found.`,
    },
    DAY_PASSED: {
      uk: `День ${day} уже минув. Оберіть день попереду.`,
      en: `${day} has passed. Choose a day ahead.`,
    },
    NO_DATES: {
      uk: 'В оригіналу немає дат. Створіть подію, а дати призначте потім.',
      en: 'The original has no dates. Make the event, and schedule it afterwards.',
    },
  };
  return texts[verdict][language];
}

const dayOf = ({ startDate }: WallTime) => startDate.split('-').reverse().join('.');

function whenOf(wall: WallTime, language: Language): string {
  return `${dayOf(wall)} ${language === 'uk' ? 'о' : 'at'} ${wall.startTime}`;
}
