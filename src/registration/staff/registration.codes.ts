import { enumOf } from '../../platform/graphql/codes.ts';
import type { EndedBy, RegistrationOrigin } from '../record/registration.tables.ts';

export const RegistrationOrigins = enumOf<RegistrationOrigin>('RegistrationOrigin', 'How a registration came about.', {
  SELF: 'Самі: the person, or whoever brings the class.',
  STAFF: 'Працівники: staff, as by telephone.',
  NOMINATED: 'Направлення: a body or a media outlet named the person.',
});

export const RegistrationEndings = enumOf<EndedBy>('RegistrationEndedBy', 'Who or what ended a registration.', {
  SELF: 'Самі: the person, or whoever brings the class.',
  STAFF: 'Працівники: staff, or the head of the school.',
  BODY: 'Номінатор: the body or media outlet that had named the person.',
  TIME: 'Час: it was not confirmed, accepted or agreed to in time.',
  MOVED: 'Перенесено: staff moved it to another date, where it goes on as another registration.',
  EVENT: 'Подія: what it was for is registered for otherwise now.',
});

/** What came of asking somebody again before the day whether they come. */
export type Reconfirmation = 'SILENT' | 'ANSWERED';
export const Reconfirmations = enumOf<Reconfirmation>(
  'Reconfirmation',
  'What came of asking somebody again before the day whether they come.',
  {
    SILENT: 'Мовчать: they were asked, have a place still, and have not answered.',
    ANSWERED: 'Відповіли: they said again that they come.',
  },
);

/** What staff may do with a registration as it stands. */
export type RegistrationAction = 'APPROVE' | 'DECLINE' | 'CANCEL' | 'PROMOTE' | 'MOVE' | 'EDIT';

export const RegistrationActions = enumOf<RegistrationAction>(
  'RegistrationAction',
  'What the viewer may do with a registration now.',
  {
    APPROVE: 'approveRegistration: say the host’s yes.',
    DECLINE: 'declineRegistration: say the host’s no.',
    CANCEL: 'cancelRegistrationByStaff: end it.',
    PROMOTE: 'promoteRegistration: let one that waits have the free seats before its turn, or take a yes by telephone.',
    MOVE: 'moveRegistration: to another date.',
    EDIT: 'editRegistrationByStaff: how many come, and whom to ask.',
  },
);
