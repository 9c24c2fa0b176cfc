import { deliverableOf } from './deliverable.rules.ts';
import { eventKindsIn } from './event-kind.rules.ts';
import { recogniseFunding } from './funding.rules.ts';
import type { DeliverableKind, FundingKind } from './recognised-plan.ts';
import { cleaned } from './spelling.rules.ts';

const deliverables: readonly (readonly [string, DeliverableKind | null])[] = [
  ['Проведення круглого столу за участю експертів', 'EVENT'],
  ['Забезпечення участі журналістів у семінарах, тренінгах', 'EVENT'],
  ['Забезпечення участі журналістів у всеукраїнському конкурсі на кращу публікацію', 'PARTICIPATION'],
  ['Участь у міжнародній конференції', 'PARTICIPATION'],
  ['Виготовлення та безкоштовне розповсюдження друкованої продукції', 'PRINT_AV_PRODUCTION'],
  ['Видання методичного посібника для вчителів', 'PRINT_AV_PRODUCTION'],
  ['Розміщення соціальної реклами на білбордах', 'PRINT_AV_PRODUCTION'],
  ['Поширення на офіційному сайті інформації про заходи', 'WEB_PUBLICATION'],
  ['Створення сторінки бібліотеки у Facebook', 'WEB_PUBLICATION'],
  ['Проведення інформаційної кампанії у соціальних мережах', 'WEB_PUBLICATION'],
  ['Висвітлення у ЗМІ заходів', 'MEDIA_COVERAGE'],
  ['Цикл публікацій у місцевій пресі', 'MEDIA_COVERAGE'],
  ['Випуск телепередач про ЄС', 'MEDIA_COVERAGE'],
  ['Соціологічне дослідження', 'RESEARCH'],
  ['Дослідження «Моніторинг читання»', 'RESEARCH'],
  ['Моніторинг висвітлення заходів у ЗМІ', 'MONITORING'],
  ['Опитування громадської думки', 'MONITORING'],
  ['Ремонт приміщення', null],
  ['Придбання комп’ютерів', null],
];

describe('what a measure produces', () => {
  it.each(deliverables)('%s: %s', (title, expected) => {
    expect(deliverableOf(title)).toBe(expected);
  });
});

describe('kinds of events', () => {
  it.each([
    ['Публічні заходи', ['PUBLIC_EVENT']],
    ['Тематичний короткостроковий семінар', ['SHORT_SEMINAR']],
    ['Короткостроковий семінар та навчальні семінари', ['SEMINAR', 'SHORT_SEMINAR']],
    ['Семінар-тренінг', ['SEMINAR', 'TRAINING']],
    ['Прес-конференція', []],
    ['Виховні та інформаційні години', ['EDUCATIONAL_HOUR', 'INFORMATION_HOUR']],
    ['Конкурс на кращу публікацію', ['PRESS_CONTEST']],
    ['Конкурс дитячих малюнків', ['CREATIVE_CONTEST']],
    ['Книжкова виставка, вікторина, презентація', ['EXHIBITION', 'QUIZ', 'PRESENTATION']],
    ['уроку мужності', ['THEMATIC_LESSON']],
    ['Публічна бібліотека', []],
  ])('%s: %j', (text, expected) => {
    expect([...eventKindsIn(text)].sort()).toEqual([...expected].sort());
  });
});

describe('funding', () => {
  const cases: readonly (readonly [string, FundingKind])[] = [
    ['Не потребує фінансування', 'NONE'],
    ['Фінансування не потребує', 'NONE'],
    ['без фінансування', 'NONE'],
    ['Бюджет міста Києва', 'CITY_BUDGET'],
    ['Місцевий бюджет', 'CITY_BUDGET'],
    ['бюджет Одеської міської територіальної громади', 'CITY_BUDGET'],
    ['Міська цільова програма розвитку на 2019–2021 роки', 'CITY_PROGRAMME'],
    ['Бюджет міста (Міська програма «Культура»)', 'CITY_PROGRAMME'],
    ['Державний бюджет', 'STATE_BUDGET'],
    ['Державний та міський бюджети', 'OTHER'],
    ['Грантові кошти', 'OTHER'],
    ['У межах кошторисних призначень', 'OTHER'],
    ['–', 'UNKNOWN'],
    ['50 тис. грн', 'UNKNOWN'],
  ];

  it.each(cases)('%s: %s', (text, expected) => {
    expect(recogniseFunding(text).funding.kind).toBe(expected);
  });

  it('tells what it does not recognise, and that several purses are named', () => {
    for (const text of ['Не потребує фінансування; оренда – бюджет міста', 'Бюджет міста Києва та міська програма']) {
      expect(recogniseFunding(text)).toMatchObject({
        funding: { kind: 'OTHER' },
        findings: [{ code: 'funding-several' }],
      });
    }
    expect(recogniseFunding('не з бюджету міста').funding.kind).toBe('UNKNOWN');
    expect(recogniseFunding('Не потребує фінансування з бюджету міста').funding.kind).toBe('NONE');
    expect(recogniseFunding('–').findings).toMatchObject([{ code: 'funding-unknown' }]);
    const several = recogniseFunding('Державний та міський бюджети').findings;
    expect(several).toMatchObject([{ code: 'funding-several', proposal: ['STATE_BUDGET', 'CITY_BUDGET'] }]);
  });
});

describe('cleaned text', () => {
  it.each([
    ['держав - членів НАТО', 'держав-членів НАТО'],
    ['Україна-НАТО', 'Україна – НАТО'],
    ['2019-2021 роки', '2019–2021 роки'],
    ['роз’яснення  слів .', "роз'яснення слів"],
    ['політики і сфері культури', 'політики у сфері культури'],
    ['із залучення експертів', 'із залученням експертів'],
    ['заходи із залучення інвестицій', 'заходи із залучення інвестицій'],
    ['Науко-дослідний', 'Науково-дослідний'],
    ['**План** заходів', 'План заходів'],
    ['1-15 травня', '1-15 травня'],
    ['2023 р.', '2023 р.'],
  ])('%s', (text, expected) => {
    expect(cleaned(text)).toBe(expected);
  });
});
