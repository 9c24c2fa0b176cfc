/** The responsible bodies that a new installation starts with; see directory.seed.ts. */
import { districtSeed } from './directory.seed.ts';

export interface BodySeed {
  readonly code: string;
  /** Full official name. */
  readonly nameUk: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly slug: string;
  readonly isGroup: boolean;
  /** Code of the group that the body belongs to. */
  readonly memberOf: string | null;
  readonly aliases: readonly string[];
}

const executiveBody = 'виконавчого органу Київської міської ради (Київської міської державної адміністрації)';

/** The ways in which plans write whose department it is, the full one left out. */
const executiveBodyForms = [
  '',
  'Київської міської ради (Київської міської державної адміністрації)',
  'виконавчого органу Київської міської ради',
  'виконавчого органу Київської міської ради (КМДА)',
  'Київської міської ради (КМДА)',
  'виконавчого органу Київради (Київської міської державної адміністрації)',
  'виконавчого органу Київради (КМДА)',
  'виконавчого органу КМР (КМДА)',
  'ВО КМР (КМДА)',
  'Київської міської державної адміністрації',
  'Київської міської ради',
  'КМДА',
  'КМР (КМДА)',
  'міста Києва',
] as const;

const cityForms = (...names: string[]): string[] => [
  ...names.flatMap((name) => executiveBodyForms.map((form) => `${name} ${form}`.trim())),
  ...names.slice(1).map((name) => `${name} ${executiveBody}`),
];

const cityBody = (code: string, name: string, nameEn: string, slug: string, ...otherNames: string[]): BodySeed => ({
  code,
  nameUk: `${name} ${executiveBody}`,
  nameEn,
  shortName: name,
  slug,
  isGroup: false,
  memberOf: null,
  aliases: cityForms(name, ...otherNames),
});

/** One district administration for each district, named in the feminine: Голосіївський, Голосіївська РДА. */
const districtAdministrations: readonly BodySeed[] = districtSeed.map((district) => {
  const feminine = district.nameUk.replace(/ий$/, 'а');
  const genitive = district.nameUk.replace(/ий$/, 'ого');
  return {
    code: `RDA_${district.code}`,
    nameUk: `${feminine} районна в місті Києві державна адміністрація`,
    nameEn: district.nameEn.replace('District', 'District State Administration in Kyiv'),
    shortName: `${feminine} РДА`,
    slug: `rda-${district.slug}`,
    isGroup: false,
    memberOf: 'RDA',
    aliases: [
      `${feminine} РДА`,
      `${feminine} районна в м. Києві державна адміністрація`,
      `${feminine} районна державна адміністрація`,
      `${feminine} районна державна адміністрація міста Києва`,
      `${feminine} райдержадміністрація`,
      `РДА ${genitive} району`,
    ],
  };
});

export const bodySeed: readonly BodySeed[] = [
  cityBody('DSK', 'Департамент суспільних комунікацій', 'Department of Public Communications', 'public-communications'),
  cityBody('DON', 'Департамент освіти і науки', 'Department of Education and Science', 'education-and-science'),
  cityBody('DK', 'Департамент культури', 'Department of Culture', 'culture'),
  cityBody(
    'DNAP',
    'Департамент (Центр) надання адміністративних послуг',
    'Department (Centre) of Administrative Services',
    'administrative-services',
    'Департамент надання адміністративних послуг',
    'Центр надання адміністративних послуг',
  ),
  cityBody(
    'DEI',
    'Департамент економіки та інвестицій',
    'Department of Economy and Investment',
    'economy-and-investment',
  ),
  cityBody(
    'DIKT',
    'Департамент інформаційно-комунікаційних технологій',
    'Department of Information and Communication Technologies',
    'information-and-communication-technologies',
  ),
  cityBody(
    'UEPR',
    'Управління екології та природних ресурсів',
    'Office of Ecology and Natural Resources',
    'ecology-and-natural-resources',
  ),
  cityBody(
    'UIZ',
    'Управління інформаційного забезпечення та доступу до публічної інформації',
    'Office of Information Support and Access to Public Information',
    'information-support',
    'Управління інформаційного забезпечення та доступу до публічної інформації апарату',
  ),
  {
    code: 'NDI',
    nameUk: 'Комунальна науково-дослідна установа «Науково-дослідний інститут соціально-економічного розвитку міста»',
    nameEn: 'Research Institute of the City’s Social and Economic Development',
    shortName: 'КНДУ «Науково-дослідний інститут соціально-економічного розвитку міста»',
    slug: 'research-institute',
    isGroup: false,
    memberOf: null,
    aliases: [
      'КНДУ «Науково-дослідний інститут соціально-економічного розвитку міста»',
      'Науково-дослідний інститут соціально-економічного розвитку міста',
      'КНДУ «НДІ соціально-економічного розвитку міста»',
      'НДІ соціально-економічного розвитку міста',
      'КНДУ «НДІСЕРМ»',
    ],
  },
  {
    code: 'KMC',
    nameUk:
      'Київський міський центр перепідготовки та підвищення кваліфікації працівників органів державної влади, органів місцевого самоврядування, державних підприємств, установ і організацій',
    nameEn: 'Kyiv City Centre for Retraining and Professional Development',
    shortName: 'Київський міський центр перепідготовки та підвищення кваліфікації',
    slug: 'professional-development-centre',
    isGroup: false,
    memberOf: null,
    aliases: [
      'Київський міський центр перепідготовки та підвищення кваліфікації',
      'Київський міський центр перепідготовки та підвищення кваліфікації працівників органів державної влади',
      'Центр перепідготовки та підвищення кваліфікації',
    ],
  },
  {
    code: 'RDA',
    nameUk: 'районні в місті Києві державні адміністрації',
    nameEn: 'District state administrations in Kyiv',
    shortName: 'РДА',
    slug: 'district-administrations',
    isGroup: true,
    memberOf: null,
    aliases: [
      'РДА',
      'районні в м. Києві державні адміністрації',
      'районні державні адміністрації',
      'районні державні адміністрації міста Києва',
      'районні адміністрації',
      'райдержадміністрації',
      'РДА міста Києва',
    ],
  },
  {
    code: 'SP',
    nameUk: `структурні підрозділи ${executiveBody}`,
    nameEn: 'Structural units of the city administration',
    shortName: 'структурні підрозділи КМДА',
    slug: 'structural-units',
    isGroup: true,
    memberOf: null,
    aliases: cityForms('структурні підрозділи', 'інші структурні підрозділи', 'зацікавлені структурні підрозділи'),
  },
  {
    code: 'NGOREP',
    nameUk: 'зацікавлені представники громадських організацій',
    nameEn: 'Interested representatives of non-governmental organisations',
    shortName: 'зацікавлені представники ГО',
    slug: 'ngo-representatives',
    isGroup: true,
    memberOf: null,
    aliases: [
      'зацікавлені представники ГО',
      'представники ГО',
      'представники громадських організацій',
      'громадські організації',
      'зацікавлені громадські організації',
      'зацікавлені ГО',
    ],
  },
  ...districtAdministrations,
];
