/**
 * What a measure produces, told from its wording in the order in which it names things: "Виготовлення … буклетів" makes
 * something, "Поширення … на сайті" publishes, "Висвітлення … заходів" covers, and holds no event.
 */
import type { DeliverableKind } from './recognised-plan.ts';

type Sign =
  'TAKE_PART' | 'MONITOR' | 'STUDY' | 'COVER' | 'MAKE' | 'SPREAD' | 'PRODUCT' | 'PIECE' | 'MEDIA' | 'WEB' | 'EVENT';

/** Beginnings of words; "|" divides, a closing "$" means the whole word. Where two fit, the first sign counts. */
const stems: readonly (readonly [Sign, string])[] = [
  ['TAKE_PART', 'участь$|участі$|участю$'],
  ['MONITOR', 'моніторинг|медіамоніторинг|медіа-моніторинг|опитуван|анкетуван|відстежен'],
  [
    'STUDY',
    'дослідженн|досліджен|соціологічн\\p{L}* дослідж|вивчення громадськ|вивчення потреб|вивчення думк|вивчення стан|вивчення запит|вивчення попит|оцінюванн|оцінка$|оцінки$|оцінку$|аналіз$|аналізу$|аналітичн|аудит',
  ],
  ['COVER', 'висвітлен|прес-реліз|пресреліз'],
  [
    'WEB',
    'веб-?сайт|вебсайт|веб-?сторін|веб-?ресурс|веб-?портал|інтернет-сайт|інтернет-сторін|інтернет-ресурс|інтернет-портал|сайт|портал|сторінк|сторінок|соціальн\\p{L}* мереж|соціальн\\p{L}* медіа|соцмереж|інтернет$|інтернеті$|інтернету$|youtube|facebook|instagram|telegram|фейсбук|ютуб|телеграм|інстаграм|блог|онлайн-ресурс|електронн\\p{L}* ресурс|мобільн\\p{L}* застосун|банер$|банера$|банеру$|чат-бот',
  ],
  [
    'PRODUCT',
    '(?:поліграфічн|друкован|аудіовізуальн|відео|презентаційн|рекламн|сувенірн|промоційн|методичн|наочн)\\p{L}*,?(?: \\p{L}+,?){0,3} (?:продукц|матеріал|видан)|буклет|листівк|листівок|плакат|брошур|відеоролик|аудіоролик|відеофільм|фільм|ролик|соціальн\\p{L}* реклам|зовнішн\\p{L}* реклам|білборд|біл-борд|сітілайт|сіті-лайт|путівник|посібник|календар|банерів$|банери$|флаєр|пам.ятк|пам.яток|закладок|збірник|каталог|стенд|довідник|підручник|методичк|стіннів|стінгазет|книг|книж|видань$|газетн\\p{L}* вклад',
  ],
  [
    'EVENT',
    '(?:онлайн-|інтернет-|фото|відео|арт-|бібліо-?|міні-|кіно)?(?:заход(?:у|и|ів|ами|ах|ам|ом)?$|захід$|урок|бесід|диспут|дебат|конкурс|марафон|семінар|вебінар|конференц|лекці|лекторі|тренінг|виставк|виставок|експозиці|вікторин|квіз|квест|презентаці|зустріч|фестивал|свят(?:о|а|у|ом|куван\\p{L}*)$|форум|майстер-?клас|екскурсі|концерт|акці(?:я|ї|й|ю|ях|ями)$|флешмоб|ярмар|хакатон|курс(?:и|ів|у|ах|ами)?$|гурток|гуртк|табір|табор|турнір|змаган|олімпіад|читан|показ(?:и|ів|у)?$|вечор|вечір|ранок|ранк|святкув|тижден|тижн(?:я|і|ів)$|д(?:ень|ня|ні|нів)$|толок|брифінг|прес-конференц|навчання$|навчань$|воркшоп|практикум|симпозіум|дискусі|слухан|обговорен|клуб(?:у|и|ів|ом|ах)?$|вистав(?:а|и|у)$|спектакл|пленер|перегляд|гр(?:а|и|у)$|хвилин)|кругл\\p{L}* ст[іо]л|виховн\\p{L}* (?:\\p{L}+ ){0,3}годин|інформаційн\\p{L}* (?:\\p{L}+ ){0,3}годин|годин\\p{L}* (?:спілкув|істор|мужн|виховн)|майстер клас',
  ],
  [
    'MEDIA',
    'засоб\\p{L}* масової|змі$|мас-медіа|масмедіа|медіа$|прес(?:і|и|у|ою)$|газет|журнал(?:и|ах|і|у|ів)?$|радіо|телебачен|телеканал|телепередач|телепрограм|телесюжет|телепроєкт|телеефір|теле-|ефір',
  ],
  ['PIECE', 'публікаці|статт|статей|матеріал|сюжет|репортаж|рубрик|інтерв'],
  [
    'MAKE',
    'виготовл|видання$|видавн|друк$|друку$|друкув|тиражув|випуск|випущ|створен|створи|розроб|підготовк|підготув|зйомк|оформл',
  ],
  [
    'SPREAD',
    'поширен|поширю|розповсюдж|розміщ|публікув|опублікув|оприлюдн|наповн|веденн|оновл|інформуванн|трансляц|трансл|виступ|кампані|популяриз|анонсув',
  ],
];

const patterns = stems.map(([sign, text]) => {
  const body = text.replaceAll(' ', '\\s+').replaceAll('$', '(?!\\p{L})');
  return { sign, pattern: new RegExp(`(?<![\\p{L}])(?:${body})`, 'giu') };
});

interface Seen {
  readonly sign: Sign;
  readonly at: number;
  readonly end: number;
}

function signsIn(text: string): Seen[] {
  const found = patterns.flatMap(({ sign, pattern }, rank) =>
    [...text.matchAll(pattern)].map((match) => ({ sign, rank, at: match.index, end: match.index + match[0].length })),
  );
  found.sort((one, other) => one.at - other.at || one.rank - other.rank);
  let end = -1;
  return found.filter((seen) => {
    // "прес-конференція" is an event and no press
    const free = seen.at >= end;
    if (free) end = seen.end;
    return free;
  });
}

/** Learning together is an event of the plan itself; a contest, a festival or a foreign conference is somebody else's. */
const learning = /^(?:[\p{L}\s,-]*?)(?:семінар|тренінг|навчанн|навчань|курс|лекці|вебінар|майстер|воркшоп|практикум)/iu;
const others = /(?:всеукраїнськ|міжнародн|обласн|регіональн|загальнодержавн)\p{L}*/iu;

function participation(text: string, from: number): DeliverableKind {
  const target = /(?<!\p{L})[ув]\s+(.*)$/su.exec(text.slice(from))?.[1] ?? '';
  return learning.test(target) && !others.test(target.slice(0, 80)) ? 'EVENT' : 'PARTICIPATION';
}

const nothing = {
  MEDIA: 'MEDIA_COVERAGE',
  WEB: 'WEB_PUBLICATION',
  PRODUCT: 'PRINT_AV_PRODUCTION',
  EVENT: 'EVENT',
} as const;

/** What follows "виготовлення", "створення": the first thing made. */
function made(rest: readonly Seen[]): DeliverableKind | null {
  const [next] = rest.filter(({ sign }) => sign !== 'MAKE');
  if (next === undefined) return null;
  if (next.sign === 'SPREAD') return spread(rest.slice(rest.indexOf(next) + 1), false);
  if (next.sign === 'PIECE') return spread(rest, true);
  if (next.sign === 'MONITOR') return 'MONITORING';
  if (next.sign === 'STUDY') return 'RESEARCH';
  if (next.sign === 'COVER') return 'MEDIA_COVERAGE';
  return next.sign === 'TAKE_PART' || next.sign === 'MAKE' ? null : nothing[next.sign];
}

/** What follows "поширення", "розміщення": where to; the events that it tells of are not held by it. */
function spread(rest: readonly Seen[], pieces: boolean): DeliverableKind | null {
  const place = rest.find(({ sign }) => sign === 'MEDIA' || sign === 'WEB' || sign === 'PRODUCT');
  if (place !== undefined) return nothing[place.sign as 'MEDIA' | 'WEB' | 'PRODUCT'];
  return pieces ? 'MEDIA_COVERAGE' : null;
}

function tell(text: string): DeliverableKind | null {
  const seen = signsIn(text).filter(
    ({ sign, at }) => sign !== 'TAKE_PART' || !/(?<!\p{L})(?:за|без)\s+$/iu.test(text.slice(0, at)),
  );
  for (const [position, { sign, end }] of seen.entries()) {
    const rest = seen.slice(position + 1);
    if (sign === 'MONITOR') return 'MONITORING';
    if (sign === 'STUDY') return 'RESEARCH';
    if (sign === 'EVENT') return 'EVENT';
    if (sign === 'TAKE_PART') return participation(text, end);
    if (sign === 'COVER') return spread(rest, true);
    const kind =
      sign === 'MAKE'
        ? made(rest)
        : sign === 'SPREAD'
          ? spread(rest, false)
          : sign === 'PIECE'
            ? spread(rest, true)
            : null;
    if (kind !== null) return kind;
    // "Популяризація читання: зустрічі …": nothing is published, look on for what is done
  }
  const thing = seen.find(({ sign }) => sign === 'WEB' || sign === 'PRODUCT');
  return thing === undefined ? null : nothing[thing.sign as 'WEB' | 'PRODUCT'];
}

export function deliverableOf(title: string): DeliverableKind | null {
  // the name of a campaign or a book says nothing about what is made
  const unquoted = title.replace(/[«"“„][^«»"“”„]*[»"”“]/g, (quoted) => ' '.repeat(quoted.length));
  return tell(unquoted) ?? tell(title);
}

/** Does the wording say that the media or the web are watched, not people? */
export function observesMedia(title: string): boolean {
  return signsIn(title).some(({ sign }) => sign === 'MEDIA' || sign === 'WEB' || sign === 'COVER');
}
