/** The words of a term ("II – IV квартал 2019 року") as tokens; what they mean together is decided in term.rules.ts. */
import { withoutInvisible } from './letters.rules.ts';

export type TermToken =
  | { readonly type: 'date'; readonly year: number | null; readonly month: number; readonly day: number }
  | { readonly type: 'year'; readonly year: number }
  | { readonly type: 'schoolYear'; readonly year: number; readonly next: number }
  | { readonly type: 'month'; readonly month: number }
  | { readonly type: 'season'; readonly month: number }
  /** `and`: "і", which is also a Roman one. */
  | { readonly type: 'number'; readonly value: number; readonly style: 'digits' | 'roman' | 'ordinal' | 'and' }
  | { readonly type: 'quarter' }
  | { readonly type: 'half' }
  | { readonly type: 'part' | 'yearWord' | 'planWord' }
  | { readonly type: 'range' | 'list' | 'to' | 'from' | 'end' | 'within' }
  | { readonly type: 'recurring'; readonly every: 'MONTH' | 'QUARTER' | 'YEAR' | 'OTHER' | 'ALWAYS' }
  | { readonly type: 'filler' }
  | { readonly type: 'other'; readonly text: string };

const months = [
  'січ',
  'лют',
  'берез',
  'квіт',
  'трав',
  'черв',
  'лип',
  'серп',
  'верес',
  'жовт',
  'листопад',
  'груд',
] as const;
const monthEnding = '(?:ень|ня|ні|нем|ню|ий|ого|ому|им|а|і|у|ом|н)?\\.?(?!\\p{L})';

const word = (pattern: string): RegExp => new RegExp(`(?:${pattern})(?!\\p{L})`, 'uy');

type Maker = (found: RegExpExecArray) => TermToken | null;

const number = (text: string | undefined): number => Number(text ?? '');

function validDate(year: number | null, month: number, day: number): TermToken {
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year ?? 2024, month);
  return valid ? { type: 'date', year, month, day } : { type: 'other', text: `${String(day)}.${String(month)}` };
}

export function lastDayOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

const romanValues: Readonly<Record<string, number>> = {
  i: 1,
  ii: 2,
  п: 2,
  iii: 3,
  ш: 3,
  iv: 4,
  iy: 4,
  iу: 4,
  '1v': 4,
  v: 5,
  vi: 6,
};

const ordinals = ['перш', 'друг', 'трет', 'четверт'] as const;

const makers: readonly (readonly [RegExp, Maker])[] = [
  [
    /(20\d\d)[-–](\d\d)[-–](\d\d)(?!\d)/uy,
    ([, year, month, day]) => validDate(number(year), number(month), number(day)),
  ],
  [
    /(\d{1,2})[./](\d{1,2})[./](20\d\d|[1-4]\d)(?!\d)/uy,
    ([, day, month, year]) => validDate(fullYear(year ?? ''), number(month), number(day)),
  ],
  [
    /(20\d\d)\s?[/-]\s?(20\d\d)(?=\s*(?:навч|н\.\s?р|н\/р))/uy,
    ([, year, next]) => ({ type: 'schoolYear', year: number(year), next: number(next) }),
  ],
  [/(20\d\d)\/(20\d\d)(?!\d)/uy, ([, year, next]) => ({ type: 'schoolYear', year: number(year), next: number(next) })],
  [/(20\d\d)(?!\d)/uy, ([, year]) => ({ type: 'year', year: number(year) })],
  [/(\d{1,2})\.(\d{2})(?![\d.]*\d)/uy, ([, day, month]) => validDate(null, number(month), number(day))],
  [
    new RegExp(`(?:${months.map((month) => `(${month})`).join('|')})${monthEnding}`, 'uy'),
    (found) => ({ type: 'month', month: found.slice(1).findIndex((group) => group !== undefined) + 1 }),
  ],
  [word('весн(?:а|и|і|ою|яний)|навесні|весняний період'), () => ({ type: 'season', month: 3 })],
  [word('літ(?:о|а|ку|ом)|улітку|влітку|літній період'), () => ({ type: 'season', month: 6 })],
  [word('осінь|осені|восени|осінній період'), () => ({ type: 'season', month: 9 })],
  [
    word(
      'щомісяц\\p{L}*|щомісяч\\p{L}*|кож\\p{L}+ місяц\\p{L}*|(?:не рідше )?(?:1 |один |одного )?разу? (?:на|у|в) місяць',
    ),
    () => ({ type: 'recurring', every: 'MONTH' }),
  ],
  [
    word('щокварт\\p{L}*|кож\\p{L}+ кварт\\p{L}*|(?:не рідше )?(?:1 |один |одного )?разу? (?:на|у|в) квартал'),
    () => ({ type: 'recurring', every: 'QUARTER' }),
  ],
  [
    word('щорічн\\p{L}*|щороку|кож\\p{L}+ року|(?:не рідше )?(?:1 |один |одного )?разу? (?:на|у|в) рік'),
    () => ({ type: 'recurring', every: 'YEAR' }),
  ],
  [
    word(
      'щотижн\\p{L}*|щоден\\p{L}*|щодня|щопівр\\p{L}*|двічі на \\p{L}+|тричі на \\p{L}+|\\d+ раз\\p{L}* (?:на|в|у) \\p{L}+|(?:не рідше )?(?:одного )?разу? (?:на|у|в) \\p{L}+|що(?:понеділка|вівторка|середи|четверга|п.ятниці|суботи|неділі)|кож\\p{L}+ (?:тиж\\p{L}+|півріччя)',
    ),
    () => ({ type: 'recurring', every: 'OTHER' }),
  ],
  [
    word('постійн\\p{L}*(?: основі)?|безперервно|безстроково|систематично|регулярно'),
    () => ({ type: 'recurring', every: 'ALWAYS' }),
  ],
  [
    /(\d{1,2})(?:-?(?:й|ий|го|ого|ому|му|ше|ге|тє|те|е|а|ої))(?!\p{L})/uy,
    ([, value]) => ({ type: 'number', value: number(value), style: 'digits' }),
  ],
  [/[iі](?![\p{L}\d])/uy, () => ({ type: 'number', value: 1, style: 'and' })],
  [
    /([ivxіх]{2,4}|[iі][yу]|1v|v|(?:ш|п)(?=[\s-]+(?:й\s+)?(?:кварт|кв|півр)))(?:-?(?:й|го|е|ий))?(?![\p{L}\d])/uy,
    ([, text]) => {
      const value = romanValues[(text ?? '').replaceAll('і', 'i').replaceAll('х', 'x')];
      return value === undefined ? null : { type: 'number', value, style: 'roman' };
    },
  ],
  [
    new RegExp(
      `(?:${ordinals.map((ordinal) => `(${ordinal})`).join('|')})(?:ий|ій|ого|ього|ому|ьому|е|є|а|я|ої|ьої|им|ім|у|ю|і)(?!\\p{L})`,
      'uy',
    ),
    (found) => ({
      type: 'number',
      value: found.slice(1).findIndex((group) => group !== undefined) + 1,
      style: 'ordinal',
    }),
  ],
  [/(\d{1,2})(?!\d)/uy, ([, value]) => ({ type: 'number', value: number(value), style: 'digits' })],
  [/(?:кварт\p{L}*|кв(?!\p{L}))\.?/uy, () => ({ type: 'quarter' })],
  [/(?:піврічч\p{L}*|півр(?!\p{L})|півроку|пів року)\.?/uy, () => ({ type: 'half' })],
  [word('декад\\p{L}*|тиж(?:день|ня|ні|нів)|половин\\p{L}*'), () => ({ type: 'part' })],
  [
    word(
      '(?:увесь|весь|усього|всього|протягом|упродовж|впродовж) (?:період\\p{L}*|час|часу)(?: дії)?(?: плану| програми)?',
    ),
    () => ({ type: 'planWord' }),
  ],
  [word('рік|року|році|роки|роками|років|роках|роком'), () => ({ type: 'yearWord' })],
  [/рр?(?!\p{L})\.?/uy, () => ({ type: 'yearWord' })],
  [/[-–—−]|(?:\.\.\.|…)/uy, () => ({ type: 'range' })],
  [word('не пізніше(?: ніж)?|до|по'), () => ({ type: 'to' })],
  [word('починаючи (?:з|із|від)|не раніше|після|з|із|зі|від'), () => ({ type: 'from' })],
  [word('кінця|кінець|закінчення|завершення'), () => ({ type: 'end' })],
  [
    word('навчальн\\p{L}*|н\\. ?р|н/р|початку|початок|середини|середина|середині|кінці|початку'),
    () => ({ type: 'part' }),
  ],
  [word('протягом|упродовж|впродовж|на протязі'), () => ({ type: 'within' })],
  [/[,;/+]|\n/uy, () => ({ type: 'list' })],
  [word('та|й|а також'), () => ({ type: 'list' })],
  [
    word(
      'у|в|на|за|включно|весь|увесь|цілий|цілого|числа|місяц\\p{L}*|термін\\p{L}*|строк\\p{L}*|поточн\\p{L}*|календарн\\p{L}*|усього|всього|період\\p{L}*|орієнтовно|кожного|м|основі|пізніше',
    ),
    () => ({ type: 'filler' }),
  ],
  [/[().:\s«»"'*№]+/uy, () => ({ type: 'filler' })],
];

export function termTokens(text: string): TermToken[] {
  const normal = withoutInvisible(text)
    .toLowerCase()
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
  const tokens: TermToken[] = [];
  let at = 0;
  while (at < normal.length && tokens.length < 200) {
    const step = tokenAt(normal, at);
    at = step.end;
    if (step.token.type !== 'filler') tokens.push(step.token);
  }
  return tokens;
}

function tokenAt(text: string, at: number): { token: TermToken; end: number } {
  for (const [pattern, make] of makers) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const token = found === null ? null : make(found);
    if (found !== null && token !== null) return { token, end: at + found[0].length };
  }
  const other = /[\p{L}\p{N}'’ʼ-]+|./suy;
  other.lastIndex = at;
  const found = other.exec(text)?.[0] ?? text[at] ?? '';
  return { token: { type: 'other', text: found }, end: at + Math.max(found.length, 1) };
}
