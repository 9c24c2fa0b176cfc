import { registerEnumType } from '@nestjs/graphql';
import type { BodyRole, DeliverableKind, EventKind, FundingKind, TermKind } from './recognition/recognised-plan.ts';

/** Enumerations of the plan as the schema has them; the types come from what documents can say. */
type Codes<Code extends string> = { readonly [Name in Code]: Name };

export const EventKinds: Codes<EventKind> = {
  THEMATIC_LESSON: 'THEMATIC_LESSON',
  EDUCATIONAL_HOUR: 'EDUCATIONAL_HOUR',
  TALK: 'TALK',
  DEBATE: 'DEBATE',
  CREATIVE_CONTEST: 'CREATIVE_CONTEST',
  INFORMATION_MARATHON: 'INFORMATION_MARATHON',
  SEMINAR: 'SEMINAR',
  CONFERENCE: 'CONFERENCE',
  ROUND_TABLE: 'ROUND_TABLE',
  LECTURE: 'LECTURE',
  PUBLIC_EVENT: 'PUBLIC_EVENT',
  TRAINING: 'TRAINING',
  SHORT_SEMINAR: 'SHORT_SEMINAR',
  PRESS_CONTEST: 'PRESS_CONTEST',
  EXHIBITION: 'EXHIBITION',
  INFORMATION_HOUR: 'INFORMATION_HOUR',
  QUIZ: 'QUIZ',
  PRESENTATION: 'PRESENTATION',
};

export const FundingKinds: Codes<FundingKind> = {
  NONE: 'NONE',
  CITY_PROGRAMME: 'CITY_PROGRAMME',
  CITY_BUDGET: 'CITY_BUDGET',
  STATE_BUDGET: 'STATE_BUDGET',
  OTHER: 'OTHER',
  UNKNOWN: 'UNKNOWN',
};

export const TermKinds: Codes<TermKind> = {
  YEAR: 'YEAR',
  HALF_YEAR: 'HALF_YEAR',
  QUARTER: 'QUARTER',
  MONTH: 'MONTH',
  PERIOD: 'PERIOD',
  UNTIL: 'UNTIL',
  MONTHLY: 'MONTHLY',
  QUARTERLY: 'QUARTERLY',
  CONTINUOUS: 'CONTINUOUS',
  UNKNOWN: 'UNKNOWN',
};

export const DeliverableKinds: Codes<DeliverableKind> = {
  EVENT: 'EVENT',
  PARTICIPATION: 'PARTICIPATION',
  PRINT_AV_PRODUCTION: 'PRINT_AV_PRODUCTION',
  WEB_PUBLICATION: 'WEB_PUBLICATION',
  MEDIA_COVERAGE: 'MEDIA_COVERAGE',
  RESEARCH: 'RESEARCH',
  MONITORING: 'MONITORING',
};

export const BodyRoles: Codes<BodyRole> = { LEAD: 'LEAD', CO: 'CO' };

const described = (words: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(words).map(([name, description]) => [name, { description }]));

registerEnumType(EventKinds, {
  name: 'EventKind',
  description: 'Kind of an event, as plans and library practice name it.',
  valuesMap: described({
    THEMATIC_LESSON: 'тематичний урок',
    EDUCATIONAL_HOUR: 'виховна година',
    TALK: 'бесіда',
    DEBATE: 'диспут',
    CREATIVE_CONTEST: 'конкурс творчих робіт',
    INFORMATION_MARATHON: 'інформаційний марафон',
    SEMINAR: '(навчальний) семінар',
    CONFERENCE: 'конференція',
    ROUND_TABLE: 'засідання за круглим столом',
    LECTURE: 'тематична лекція',
    PUBLIC_EVENT: 'публічний захід',
    TRAINING: 'тренінг',
    SHORT_SEMINAR: 'тематичний короткостроковий семінар',
    PRESS_CONTEST: 'конкурс на кращу публікацію',
    EXHIBITION: 'виставка',
    INFORMATION_HOUR: 'інформаційна година',
    QUIZ: 'вікторина',
    PRESENTATION: 'презентація',
  }),
});

registerEnumType(FundingKinds, {
  name: 'FundingKind',
  description: 'Where the money for a measure comes from.',
  valuesMap: described({
    NONE: 'Needs no funding, says the plan: «не потребує фінансування».',
    CITY_PROGRAMME: 'A target programme of the city.',
    CITY_BUDGET: 'The budget of the city.',
    STATE_BUDGET: 'The budget of the state.',
    OTHER: 'Another source, named in the wording.',
    UNKNOWN: 'The plan does not say, or not in words that are understood.',
  }),
});

registerEnumType(TermKinds, {
  name: 'TermKind',
  description: 'How a plan states when a measure is due.',
  valuesMap: described({
    YEAR: 'The whole year: «протягом 2019 року».',
    HALF_YEAR: 'A half of the year.',
    QUARTER: 'A quarter: «II квартал 2019 року».',
    MONTH: 'A month, not its first day: «грудень 2019 року».',
    PERIOD: 'From one day to another, several months or quarters.',
    UNTIL: 'By a day: «до 1 червня 2019 року».',
    MONTHLY: 'Every month of the plan.',
    QUARTERLY: 'Every quarter of the plan.',
    CONTINUOUS: 'Without an end: «постійно».',
    UNKNOWN: 'Not understood; the wording is kept.',
  }),
});

registerEnumType(DeliverableKinds, {
  name: 'DeliverableKind',
  description: 'What a measure brings forth.',
  valuesMap: described({
    EVENT: 'Events of our own.',
    PARTICIPATION: 'Taking part in the events of others.',
    PRINT_AV_PRODUCTION: 'Printed or audiovisual products.',
    WEB_PUBLICATION: 'Publications on the web.',
    MEDIA_COVERAGE: 'Coverage in the media.',
    RESEARCH: 'Research.',
    MONITORING: 'Monitoring.',
  }),
});

registerEnumType(BodyRoles, {
  name: 'BodyRole',
  description: 'What a responsible body is for a measure.',
  valuesMap: described({ LEAD: 'The lead: named first.', CO: 'Takes part.' }),
});
