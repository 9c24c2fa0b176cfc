import { z } from 'zod';
import { Fault } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { MOST_SEATS } from '../deciding/asked.types.ts';
import { type PageAct, PAGE_ACTS } from './link.acts.rules.ts';

/** How few there may be of each. */
const LEAST = { seats: 1, pupils: 1, adults: 0 } as const;
type Counted = keyof typeof LEAST;

const count = (least: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(MOST_SEATS))
    .optional();

const FORM = z.strictObject({
  act: z.enum(PAGE_ACTS),
  key: z.string().regex(/^[\w-]{8,64}$/),
  seats: count(LEAST.seats),
  pupils: count(LEAST.pupils),
  adults: count(LEAST.adults),
});

/** What a form of a link's page says. */
export interface Pressed {
  readonly act: PageAct;
  readonly key: string;
  readonly seats?: number;
  readonly pupils?: number;
  readonly adults?: number;
}

/** What the page cannot take, for its reader to put right. */
export type FormWrong = Refusal<'FormWrong'>;

const NAMES = {
  seats: { uk: 'Місць', en: 'Seats' },
  pupils: { uk: 'Учнів', en: 'Pupils' },
  adults: { uk: 'Дорослих', en: 'Adults' },
} as const satisfies Record<Counted, Readonly<Record<Language, string>>>;

const WRONG = {
  form: {
    uk: 'Цього сторінка не приймає. Поверніться до заявки й натисніть її кнопку знову.',
    en: 'The page does not take this. Go back to the registration and press its button again.',
  },
  count: {
    uk: 'Клас має учнів і дорослих, а хто йде сам або з близькими — місця. Поверніться до заявки й впишіть те, про що вона питає.',
    en: 'A class has pupils and adults, whoever comes for themselves has seats. Go back to the registration and fill in what it asks for.',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** What a form says, or what is wrong with one that no button of the page sends. */
export function readPressed(body: unknown, language: Language): Pressed | FormWrong {
  const read = FORM.safeParse(body);
  if (!read.success) {
    const field = read.error.issues.map(({ path }) => path[0]).find(isCounted);
    return { kind: 'FormWrong', message: field ? numberWanted(field, language) : WRONG.form[language] };
  }
  const { seats, pupils, adults, ...rest } = read.data;
  return {
    ...rest,
    ...(seats !== undefined && { seats }),
    ...(pupils !== undefined && { pupils }),
    ...(adults !== undefined && { adults }),
  };
}

/** What was read well and is not of this registration: seats of a class, pupils of a person. Throws on whatever else went wrong. */
export function asFormWrong(error: unknown, language: Language): FormWrong {
  if (!(error instanceof Fault) || error.code !== 'BAD_USER_INPUT') throw error;
  return { kind: 'FormWrong', message: WRONG.count[language] };
}

function isCounted(field: PropertyKey | undefined): field is Counted {
  return typeof field === 'string' && field in LEAST;
}

function numberWanted(field: Counted, language: Language): string {
  const message = {
    uk: `${NAMES[field].uk}: впишіть ціле число від ${LEAST[field]} до ${MOST_SEATS}.`,
    en: `${NAMES[field].en}: write a whole number from ${LEAST[field]} to ${MOST_SEATS}.`,
  };
  return message[language];
}
