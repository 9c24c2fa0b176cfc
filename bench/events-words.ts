// The words of made-up events: of some hundred roots in several forms, the first ones often, the last ones seldom.
import { searchText } from '../src/events/texts/search.rules.ts';

const ROOTS =
  `книг казк бібліотек лекці зустріч майстер-клас читанн вистав вечір музик історі місто Київ дит родин школ театр поез
роман автор видавництв мов граматик переклад фільм кіно клуб гуртк шах малюванн кераміка рукоділл вишивк народн пісн танц
краєзнавств музе галере фотографі подорож географі планет космос робот програмуванн комп’ютер інтернет безпек медіаграмотн
новин журналіст прав закон громад волонтер екологі природ тварин рослин сад город здоров’я спорт йога психологі сімей
профес кар’єр бізнес фінанс податк субсиді пенсі літн осінн зимов весн свят різдв великод незалежн пам’ять війн мир
Європ Польщ Франці Німеччин англійськ польськ французьк жестов шрифт Брайл слух зір доступн вікторин конкурс марафон
круглий-стіл дискусі дебат тренінг семінар презентаці екскурсі квест настільн гр пазл конструктор лялька оригамі`.split(
    /\s+/u,
  );
const ENDINGS = ['а', 'и', 'у', 'ою', 'і', 'ами'];

export interface Word {
  readonly text: string;
  /** What of `searchText` comes of it. */
  readonly forms: string;
}

/** Every form of every root: root after root, so that a number drawn low more often than high is a common word. */
export const WORDS: readonly Word[] = ROOTS.flatMap((root) =>
  ENDINGS.map((ending) => ({ text: root + ending, forms: searchText([root + ending]).trim() })),
);

/** What people look for: common and rare, in another form, in Latin letters, two at once. */
export const LOOKED_FOR: readonly string[] = [
  ...['казки', 'бібліотекою', 'лекція', 'вечори', 'biblioteka', 'Kyiv', 'музика для дітей', 'громадою', 'конкурсів'],
  ...[
    'жестова',
    'оригамі',
    'настільні',
    'шрифтом Брайля',
    'podorozh',
    'пам’яті',
    'театр казок',
    'лялькою',
    'екскурсії',
  ],
];
