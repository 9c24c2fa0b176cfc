import type { EventKind } from './recognised-plan.ts';

const gap = '(?:\\s+[\\p{L}-]+,?){0,3}?\\s+';
const word = (stem: string): string => `(?<!\\p{L})${stem}`;

/** In the order in which the kinds are listed for people. */
const kinds: readonly (readonly [EventKind, RegExp])[] = [
  ['THEMATIC_LESSON', new RegExp(word('урок(?:и|ів|у|ом|ам|ами|ах)?(?!\\p{L})'), 'iu')],
  ['EDUCATIONAL_HOUR', new RegExp(`${word('виховн\\p{L}*')}${gap}годин|${word('годин\\p{L}*\\s+виховн')}`, 'iu')],
  [
    'INFORMATION_HOUR',
    new RegExp(`${word('(?:інформаційн\\p{L}*|інформ)')}(?:${gap}|-)годин|${word('інформгодин')}`, 'iu'),
  ],
  ['TALK', new RegExp(word('бесід'), 'iu')],
  ['DEBATE', new RegExp(word('(?:диспут|дебат)'), 'iu')],
  [
    'PRESS_CONTEST',
    new RegExp(
      `${word('конкурс\\p{L}*')}(?:\\s+\\p{L}+){0,3}\\s+(?:на\\s+кращ\\p{L}*|на\\s+найкращ\\p{L}*|кращ\\p{L}*)${gap.replace('{0,3}?', '{0,2}')}?\\s*(?:публікац|статт|репортаж|матеріал|журналіст)|${word('журналістськ\\p{L}*\\s+конкурс')}|${word('конкурс\\p{L}*\\s+(?:серед\\s+)?журналіст')}`,
      'iu',
    ),
  ],
  [
    'CREATIVE_CONTEST',
    new RegExp(
      `${word('конкурс\\p{L}*')}(?:\\s+[\\p{L}-]+){0,3}\\s+(?:творч|малюнк|есе|плакат|твор(?:ів|у)|фоторобіт|фотограф|відеоробіт|відеоролик|поробок|віршів|читців|виробів)|${word('(?:творч|літератур|мистецьк|художн)\\p{L}*\\s+конкурс')}|${word('(?:фото|відео|арт)-?конкурс')}`,
      'iu',
    ),
  ],
  [
    'INFORMATION_MARATHON',
    new RegExp(`${word('інформаційн\\p{L}*')}${gap}марафон|${word('(?:інфо|онлайн-)?марафон')}`, 'iu'),
  ],
  [
    'SHORT_SEMINAR',
    new RegExp(
      `${word('короткостроков\\p{L}*')}${gap}семінар|${word('семінар\\p{L}*\\s+короткостроков')}|${word('короткостроков\\p{L}*\\s+семінар')}`,
      'iu',
    ),
  ],
  ['SEMINAR', new RegExp(word('(?:онлайн-|веб-)?семінар'), 'iu')],
  ['TRAINING', new RegExp(`(?<!\\p{L})(?:семінар-?|онлайн-)?тренінг`, 'iu')],
  ['CONFERENCE', new RegExp('(?<!прес-|прес|\\p{L})конференц', 'iu')],
  ['ROUND_TABLE', new RegExp(word('кругл\\p{L}*\\s+ст(?:і|о)л'), 'iu')],
  ['LECTURE', new RegExp(word('(?:лекці|лекторі)'), 'iu')],
  ['PUBLIC_EVENT', new RegExp(`${word('публічн\\p{L}*')}${gap}?\\s*зах(?:і|о)д`, 'iu')],
  ['EXHIBITION', new RegExp(word('(?:фото|книжков\\p{L}*\\s+|книго)?(?:виставк|виставок|виставоч|експозиці)'), 'iu')],
  ['QUIZ', new RegExp(word('(?:вікторин|квіз)'), 'iu')],
  ['PRESENTATION', new RegExp(word('презентаці'), 'iu')],
];

/** A short seminar is no seminar besides, and a press contest no creative one: their words are taken out. */
const taking: ReadonlyMap<EventKind, RegExp> = new Map(
  kinds
    .filter(([kind]) => kind === 'SHORT_SEMINAR' || kind === 'PRESS_CONTEST')
    .map(([kind, pattern]) => [kind, new RegExp(pattern.source, 'giu')]),
);

/** The kinds of events that a measure names, in the order of the code list. */
export function eventKindsIn(text: string): EventKind[] {
  let rest = text;
  return kinds.flatMap(([kind, pattern]) => {
    if (!pattern.test(rest)) return [];
    const taken = taking.get(kind);
    if (taken !== undefined) rest = rest.replace(taken, ' ');
    return [kind];
  });
}
