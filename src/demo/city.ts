/** A small city to try the program on: nothing in it claims to be so in the real one. */

export interface DemoSchool {
  readonly nameUk: string;
  readonly nameEn: string;
  readonly aliases: readonly string[];
  /** Slug of a district. */
  readonly district: string;
}

export const demoSchools: readonly DemoSchool[] = [
  {
    nameUk: 'Школа № 9 Подільського району',
    nameEn: 'School No. 9, Podilskyi District',
    aliases: ['СЗШ № 9', 'Школа № 9'],
    district: 'podilskyi',
  },
  {
    nameUk: 'Школа № 10 Дніпровського району',
    nameEn: 'School No. 10, Dniprovskyi District',
    aliases: ['СЗШ № 10', 'Школа № 10'],
    district: 'dniprovskyi',
  },
  {
    nameUk: 'Гімназія «Обрій» Оболонського району',
    nameEn: 'Horizon Gymnasium, Obolonskyi District',
    aliases: ['Гімназія «Обрій»'],
    district: 'obolonskyi',
  },
  {
    nameUk: 'Ліцей «Світанок» Голосіївського району',
    nameEn: 'Daybreak Lyceum, Holosiivskyi District',
    aliases: ['Ліцей «Світанок»'],
    district: 'holosiivskyi',
  },
];

export const demoOutlets = [
  { nameUk: 'Газета «Дзвінок»', nameEn: 'The Bell', aliases: ['Дзвінок'] },
  { nameUk: 'Радіо «Берег»', nameEn: 'Radio Bank', aliases: ['Берег'] },
] as const;
