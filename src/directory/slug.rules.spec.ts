import { describe, expect, it } from '@jest/globals';
import { codeOf, freeSlug, slugOf } from './slug.rules.ts';

/** The examples of the resolution's own table, letter by letter. */
const official: readonly (readonly [string, string])[] = [
  ['Алушта Андрій', 'alushta-andrii'],
  ['Борщагівка Борисенко', 'borshchahivka-borysenko'],
  ['Вінниця Володимир', 'vinnytsia-volodymyr'],
  ['Гадяч Богдан Згурський', 'hadiach-bohdan-zghurskyi'],
  ['Ґалаґан Ґорґани', 'galagan-gorgany'],
  ['Донецьк Дмитро', 'donetsk-dmytro'],
  ['Рівне Олег Есмань', 'rivne-oleh-esman'],
  ['Єнакієве Гаєвич Короп’є', 'yenakiieve-haievych-koropie'],
  ['Житомир Жанна Жежелів', 'zhytomyr-zhanna-zhezheliv'],
  ['Закарпаття Казимирчук', 'zakarpattia-kazymyrchuk'],
  ['Медвин Михайленко', 'medvyn-mykhailenko'],
  ['Іванків Іващенко', 'ivankiv-ivashchenko'],
  ['Їжакевич Кадиївка Мар’їне', 'yizhakevych-kadyivka-marine'],
  ['Йосипівка Стрий Олексій', 'yosypivka-stryi-oleksii'],
  ['Київ Коваленко', 'kyiv-kovalenko'],
  ['Лебедин Леонід', 'lebedyn-leonid'],
  ['Миколаїв Маринич', 'mykolaiv-marynych'],
  ['Ніжин Наталія', 'nizhyn-nataliia'],
  ['Одеса Онищенко', 'odesa-onyshchenko'],
  ['Полтава Петро', 'poltava-petro'],
  ['Решетилівка Рибчинський', 'reshetylivka-rybchynskyi'],
  ['Суми Соломія', 'sumy-solomiia'],
  ['Тернопіль Троць', 'ternopil-trots'],
  ['Ужгород Уляна', 'uzhhorod-uliana'],
  ['Фастів Філіпчук', 'fastiv-filipchuk'],
  ['Харків Христина', 'kharkiv-khrystyna'],
  ['Біла Церква Стеценко', 'bila-tserkva-stetsenko'],
  ['Чернівці Шевченко', 'chernivtsi-shevchenko'],
  ['Шостка Кишеньки', 'shostka-kyshenky'],
  ['Щербухи Гоща Гаращенко', 'shcherbukhy-hoshcha-harashchenko'],
  ['Юрій Корюківка', 'yurii-koriukivka'],
  ['Яготин Ярошенко Костянтин Знам’янка Феодосія', 'yahotyn-yaroshenko-kostiantyn-znamianka-feodosiia'],
  ['Згорани Розгон', 'zghorany-rozghon'],
];

describe('the slug of a name', () => {
  it.each(official)('%s: %s, as resolution No. 55 has it', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it.each([
    ['a number', 'Школа № 9', 'shkola-9'],
    ['capitals', 'ЗЗСО І–ІІІ СТУПЕНІВ № 27', 'zzso-i-iii-stupeniv-27'],
    ['Roman numbers in Latin letters', 'СЗШ I–III ст.', 'szsh-i-iii-st'],
    ['quotes', 'Газета «Єднання»', 'hazeta-yednannia'],
    ['any apostrophe', "Солом'янська Солом’янська Соломʼянська", 'solomianska-solomianska-solomianska'],
    ['the parts of a double name', 'Юр’єва-Єлецька', 'yurieva-yeletska'],
    ['letters in two code points', 'Київський'.normalize('NFD'), 'kyivskyi'],
    ['Latin letters with marks', 'Café Zürich', 'cafe-zurich'],
    ['Russian letters', 'Новый подъезд, эхо', 'novyi-podezd-ekho'],
    ['letters of nobody here', 'ѣ 广播', ''],
    ['nothing to read', ' — №', ''],
  ])('minds %s', (_, name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('is cut after a word at 80 characters', () => {
    expect(slugOf('слово '.repeat(30))).toBe('slovo-'.repeat(13).slice(0, -1));
    expect(slugOf('щ'.repeat(60))).toHaveLength(80);
  });

  it('gets the first free number when it is taken', () => {
    expect(freeSlug('shkola-9', new Set())).toBe('shkola-9');
    expect(freeSlug('shkola-9', new Set(['shkola-9', 'shkola-9-2']))).toBe('shkola-9-3');
  });

  it('makes the code', () => {
    expect(codeOf('shkola-9-2')).toBe('SHKOLA_9_2');
  });
});
