import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { EventDraft } from '../content/event.image.ts';

/** What of an event a template gives; what is left out is for whoever uses it. Ids as they were when it was written. */
export interface TemplateContent extends Partial<Omit<EventDraft, 'branchId' | 'cloneOfId' | 'kind'>> {
  readonly kind: EventDraft['kind'];
}

/** What an edit wants of it: undefined leaves a field as it is, null leaves it to whoever uses the template. */
export type ContentWish = { readonly [Field in keyof TemplateContent]?: TemplateContent[Field] | null };

/** What an event cannot do without, and the template does not give. */
export type TemplateGap = 'TITLE' | 'MEASURE';

export interface TemplateLacks extends Refusal<'TemplateLacks'> {
  readonly fields: readonly TemplateGap[];
}

const GAPS: Readonly<Record<TemplateGap, Readonly<Record<Language, string>>>> = {
  TITLE: { uk: 'назву', en: 'a title' },
  MEASURE: { uk: 'пункт плану', en: 'the measure of the plan' },
};

/** What has to be said besides; null when the template gives all. */
export function templateLacks(
  { titleUk, measureIds = [] }: Pick<TemplateContent, 'titleUk' | 'measureIds'>,
  language: Language,
): TemplateLacks | null {
  const fields: TemplateGap[] = [
    ...(titleUk === undefined ? (['TITLE'] as const) : []),
    ...(measureIds.length === 0 ? (['MEASURE'] as const) : []),
  ];
  if (fields.length === 0) return null;
  const named = fields.map((field) => GAPS[field][language]).join(', ');
  return {
    kind: 'TemplateLacks',
    message:
      language === 'uk'
        ? `Шаблон цього не дає. Вкажіть: ${named}.`
        : `The template does not give everything. Say: ${named}.`,
    fields,
  };
}

/** Nobody begins an event with it any more. */
export type TemplateRetired = Refusal<'TemplateRetired'>;

export function templateRetired(
  { retiredAt }: { readonly retiredAt: unknown },
  language: Language,
): TemplateRetired | null {
  if (retiredAt === null) return null;
  return {
    kind: 'TemplateRetired',
    message:
      language === 'uk'
        ? 'Цей шаблон уже не використовують. Оберіть інший.'
        : 'This template is not used any more. Choose another one.',
  };
}

/** The content after an edit. */
export function contentAfter(
  before: TemplateContent | null,
  kind: TemplateContent['kind'],
  wished: ContentWish,
): TemplateContent {
  const said = Object.entries(wished).filter(([, value]) => value !== undefined);
  const after = Object.entries({ ...before, ...Object.fromEntries(said) }).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(after), kind };
}

/** With the keys of every object in one order: the database gives them in an order of its own. */
export function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, inOneOrder(part)]));
}
