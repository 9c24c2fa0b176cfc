import type { Role, TokenScope } from '../platform/access/viewer.ts';
import { enumOf } from '../platform/graphql/codes.ts';
import type { Language } from '../platform/language/language.ts';
import type { LinkFault } from './link.rules.ts';
import type { Weakness } from './password.rules.ts';
import type { ScopeKind } from './role.rules.ts';
import type { SchoolRequestRow } from './school-request.tables.ts';
import type { SessionRow } from './session.tables.ts';

export const Roles = enumOf<Role>('Role', 'What a person acts as, within a scope.', {
  ADMIN: 'Адміністратор: accounts and settings of the whole city; may do whatever any role may.',
  COORDINATOR: 'Координатор плану: imports, corrects and reports a plan of measures.',
  REPORTER: 'Звітує за виконавця: reports for a responsible body.',
  LIBRARIAN: 'Бібліотекар: schedules the events of a branch.',
  APPROVER: 'Погоджує: approves events and bookings of a branch.',
  TRAINER: 'Тренер: holds trainings and seminars.',
  DOOR: 'Реєстрація на вході: checks people in, for a branch or one event only.',
  TEACHER: 'Учитель: brings classes of a school.',
  SCHOOL_HEAD: 'Директор школи: sees all classes of a school and lets teachers act for it.',
  NOMINATOR: 'Номінує: names people of a body or a media outlet for trainings.',
});

export const ScopeKinds = enumOf<ScopeKind>('ScopeKind', 'What a role is limited to.', {
  CITY: 'The whole city: no limit.',
  PLAN: 'One plan of measures.',
  BODY: 'One responsible body.',
  OUTLET: 'One media outlet.',
  BRANCH: 'One branch.',
  EVENT: 'One event.',
  SCHOOL: 'One school.',
});

export const Languages = enumOf<Language>('Language', 'A language people are written to in.', {
  uk: 'Українська.',
  en: 'English.',
});

export const TokenScopes = enumOf<TokenScope>(
  'TokenScope',
  'What an API token may be used for, never more than its owner may do. Account settings are for sessions only.',
  {
    READ: 'Reading what its owner sees.',
    EVENTS: 'Changing events.',
    PLANS: 'Importing and changing plans and measures, and uploading documents.',
    DIRECTORY: 'Changing the code lists: audiences, bodies, districts, schools, outlets.',
    PEOPLE:
      'Reading and changing people, roles, requests and the audit, as far as its owner manages them: an administrator’s can make administrators, so keep it as a password.',
  },
);

export const SessionCarriers = enumOf<SessionRow['carrier']>('SessionCarrier', 'How a client keeps its session.', {
  COOKIE: 'In a cookie that scripts cannot read (HttpOnly, SameSite=Lax): for browsers.',
  BEARER: 'The token is answered once, and sent as `Authorization: Bearer`: for programs of a person.',
});

export const SignInMethods = enumOf<SessionRow['method']>('SignInMethod', 'How a person proved who they are.', {
  PASSWORD: 'By e-mail and password.',
  LINK: 'By a one-time link.',
  OIDC: 'By an identity provider (OpenID Connect).',
});

export const Weaknesses = enumOf<Weakness>('PasswordWeakness', 'Why a password is refused (NIST SP 800-63B).', {
  TOO_SHORT: 'Fewer than 12 characters.',
  TOO_LONG: 'More than 200 characters.',
  COMMON: 'On a list of common passwords, or made of one of them.',
  HOLDS_EMAIL: 'Holds the e-mail address.',
});

export const LinkFaults = enumOf<LinkFault>('LinkFault', 'Why a one-time link does not work.', {
  UNKNOWN: 'There is no such link, or a newer one replaced it.',
  USED: 'It was used already.',
  EXPIRED: 'Its time is over: 15 minutes for a sign-in, 7 days for an invitation.',
  OTHER_BROWSER: 'It was asked for in another browser.',
});

export const RequestStates = enumOf<SchoolRequestRow['state']>('SchoolRequestState', 'How far a request has come.', {
  PENDING: 'Waits for the head of the school or a librarian.',
  APPROVED: 'The teacher acts for the school.',
  REJECTED: 'It was declined.',
  WITHDRAWN: 'The teacher took it back.',
});
