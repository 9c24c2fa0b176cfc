/**
 * The code lists that a new installation starts with: the audiences and districts of Kyiv's plan of measures; the
 * responsible bodies are in body.seed.ts.
 * Aliases are what plans write; case, apostrophes, dashes, quotes and case endings need no alias of their own.
 */

export interface AudienceSeed {
  readonly code: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly slug: string;
  readonly aliases: readonly string[];
}

export interface DistrictSeed {
  readonly code: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly slug: string;
  readonly aliases: readonly string[];
}

export const audienceSeed: readonly AudienceSeed[] = [
  {
    code: 'NGO',
    nameUk: 'громадські організації',
    nameEn: 'Non-governmental organisations',
    slug: 'non-governmental-organisations',
    aliases: ['ГО', 'НУО', 'представники громадських організацій', 'представники ГО', 'неурядові організації'],
  },
  {
    code: 'EXPERTS',
    nameUk: 'експерти',
    nameEn: 'Experts',
    slug: 'experts',
    aliases: ['представники експертного середовища', 'експертне середовище'],
  },
  {
    code: 'STAKEHOLDERS',
    nameUk: 'стейкхолдери',
    nameEn: 'Stakeholders',
    slug: 'stakeholders',
    aliases: ['заінтересовані сторони', 'зацікавлені сторони'],
  },
  {
    code: 'PUPILS',
    nameUk: 'учнівська молодь',
    nameEn: 'Pupils',
    slug: 'pupils',
    aliases: ['учні', 'школярі', 'учні шкіл', 'учні закладів загальної середньої освіти', 'учні ЗЗСО'],
  },
  {
    code: 'STUDENTS',
    nameUk: 'студентська молодь',
    nameEn: 'Students',
    slug: 'students',
    aliases: ['студенти', 'студентство', 'студенти закладів вищої освіти', 'студенти ЗВО'],
  },
  {
    code: 'INTERNET_USERS',
    nameUk: 'користувачі інтернет',
    nameEn: 'Internet users',
    slug: 'internet-users',
    aliases: ['користувачі мережі інтернет', 'інтернет-користувачі', 'користувачі інтернету'],
  },
  {
    code: 'SOCIAL_MEDIA_USERS',
    nameUk: 'користувачі соцмереж',
    nameEn: 'Social media users',
    slug: 'social-media-users',
    aliases: [
      'користувачі соціальних мереж',
      'користувачі у соціальних мережах',
      'користувачі соціальних медіа',
      'підписники соціальних мереж',
    ],
  },
  {
    code: 'MEDIA',
    nameUk: 'ЗМІ',
    nameEn: 'Mass media',
    slug: 'mass-media',
    aliases: [
      'засоби масової інформації',
      'представники ЗМІ',
      'представники засобів масової інформації',
      'медіа',
      'представники медіа',
    ],
  },
  {
    code: 'CITY_WEB_USERS',
    nameUk: 'користувачі послуг веб-ресурсів КМДА',
    nameEn: 'Users of the city administration’s websites',
    slug: 'city-website-users',
    aliases: [
      'користувачі веб-ресурсів КМДА',
      'користувачі послуг веб-ресурсу КМДА',
      'користувачі веб-ресурсу КМДА',
      'користувачі послуг веб-ресурсів Київської міської державної адміністрації',
      'користувачі офіційного сайту КМДА',
      'відвідувачі офіційного сайту КМДА',
    ],
  },
  {
    code: 'DISTRICT_WEB_USERS',
    nameUk: 'користувачі послуг веб-ресурсів РДА',
    nameEn: 'Users of the district administrations’ websites',
    slug: 'district-website-users',
    aliases: [
      'користувачі веб-ресурсів РДА',
      'користувачі послуг веб-ресурсу РДА',
      'користувачі веб-ресурсу РДА',
      'користувачі послуг веб-ресурсів районних в місті Києві державних адміністрацій',
      'користувачі послуг веб-ресурсу районних в місті Києві державних адміністрацій',
    ],
  },
  {
    code: 'UNIT_WEB_USERS',
    nameUk: 'користувачі послуг веб-ресурсів структурних підрозділів',
    nameEn: 'Users of the structural units’ websites',
    slug: 'unit-website-users',
    aliases: [
      'користувачі веб-ресурсів структурних підрозділів',
      'користувачі послуг веб-ресурсу структурних підрозділів',
      'користувачі веб-ресурсу структурних підрозділів',
      'користувачі послуг веб-ресурсів структурних підрозділів КМДА',
      'користувачі послуг веб-ресурсу структурних підрозділів КМДА',
    ],
  },
  {
    code: 'GENERAL_PUBLIC',
    nameUk: 'широкий загал',
    nameEn: 'General public',
    slug: 'general-public',
    aliases: [
      'широка громадськість',
      'широкий загал громадськості',
      'громадськість',
      'усі верстви населення',
      'широкі верстви населення',
    ],
  },
  {
    code: 'MUNICIPAL_JOURNALISTS',
    nameUk: 'журналісти комунальних засобів масової інформації',
    nameEn: 'Journalists of municipal media',
    slug: 'municipal-journalists',
    aliases: [
      'журналісти комунальних ЗМІ',
      'представники комунальних засобів масової інформації',
      'представники комунальних ЗМІ',
    ],
  },
  {
    code: 'PUBLIC_REPS',
    nameUk: 'представники громадськості',
    nameEn: 'Representatives of the public',
    slug: 'public-representatives',
    aliases: ['громадські активісти', 'представники громадянського суспільства'],
  },
  {
    code: 'LIBRARY_VISITORS',
    nameUk: 'відвідувачі бібліотек',
    nameEn: 'Library visitors',
    slug: 'library-visitors',
    aliases: [
      'відвідувачі центральних міських бібліотек',
      'відвідувачі міських бібліотек',
      'відвідувачі публічних бібліотек',
      'відвідувачі бібліотеки',
      'користувачі бібліотек',
      'користувачі бібліотеки',
      'читачі бібліотек',
      'читачі бібліотеки',
      'читачі',
    ],
  },
  {
    code: 'RESIDENTS',
    nameUk: 'кияни',
    nameEn: 'Residents of the city',
    slug: 'residents',
    aliases: [
      'мешканці столиці',
      'жителі столиці',
      'мешканці міста',
      'жителі міста',
      'мешканці міста Києва',
      'жителі міста Києва',
      'мешканці Києва',
      'жителі Києва',
      'містяни',
    ],
  },
  {
    code: 'CITY_GUESTS',
    nameUk: 'гості міста',
    nameEn: 'Guests of the city',
    slug: 'city-guests',
    aliases: ['гості столиці', 'гості міста Києва', 'гості Києва', 'туристи'],
  },
  {
    code: 'CIVIL_SERVANTS',
    nameUk: 'державні службовці',
    nameEn: 'Civil servants',
    slug: 'civil-servants',
    aliases: [
      'службовці органів державної влади',
      'працівники органів державної влади',
      'посадові особи органів державної влади',
    ],
  },
  {
    code: 'LOCAL_GOV_OFFICIALS',
    nameUk: 'посадові особи місцевого самоврядування',
    nameEn: 'Local government officials',
    slug: 'local-government-officials',
    aliases: [
      'службовці місцевого самоврядування',
      'посадові особи органів місцевого самоврядування',
      'службовці органів місцевого самоврядування',
      'працівники органів місцевого самоврядування',
    ],
  },
];

export const districtSeed: readonly DistrictSeed[] = (
  [
    ['HOLOSIIVSKYI', 'Голосіївський', 'Holosiivskyi'],
    ['DARNYTSKYI', 'Дарницький', 'Darnytskyi'],
    ['DESNIANSKYI', 'Деснянський', 'Desnianskyi'],
    ['DNIPROVSKYI', 'Дніпровський', 'Dniprovskyi'],
    ['OBOLONSKYI', 'Оболонський', 'Obolonskyi'],
    ['PECHERSKYI', 'Печерський', 'Pecherskyi'],
    ['PODILSKYI', 'Подільський', 'Podilskyi'],
    ['SVIATOSHYNSKYI', 'Святошинський', 'Sviatoshynskyi'],
    ['SOLOMIANSKYI', "Солом'янський", 'Solomianskyi'],
    ['SHEVCHENKIVSKYI', 'Шевченківський', 'Shevchenkivskyi'],
  ] as const
).map(([code, nameUk, english]) => ({
  code,
  nameUk,
  nameEn: `${english} District`,
  slug: english.toLowerCase(),
  aliases: [`${nameUk} район`, `${nameUk} район міста Києва`, `${nameUk} р-н`],
}));
