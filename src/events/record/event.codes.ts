import { enumOf } from '../../platform/graphql/codes.ts';
import type { EventAction } from './editorial.rules.ts';
import type {
  Arrangement,
  AttendanceMode,
  EditorialStatus,
  MaterialVisibility,
  OrganiserRole,
  RegistrationUnit,
  SpeakerRole,
} from './event.tables.ts';
import type { RegistrationMode } from './registration.rules.ts';

export const EditorialStatuses = enumOf<EditorialStatus>(
  'EditorialStatus',
  'How far the text of an event has come; kept apart from whether its sessions are held.',
  {
    DRAFT: 'Чернетка: only the staff of its branch see it.',
    SUBMITTED: 'Подано: it waits for an approver.',
    RETURNED: 'Повернено: an approver wants something changed, and said what.',
    APPROVED: 'Погоджено: it can be published.',
    PUBLISHED: 'Опубліковано: everybody sees it, and calendars show it.',
    ARCHIVED: 'В архіві: it is over; everybody still sees it, nobody changes it.',
  },
);

export const EventActions = enumOf<EventAction>('EventAction', 'What is done with an event as a whole.', {
  UPDATE: 'Change its text, or schedule its sessions.',
  DISCARD: 'Throw away a draft that was never published.',
  SUBMIT: 'Ask for approval.',
  WITHDRAW: 'Take back what was submitted.',
  RETURN: 'Send it back with a comment.',
  APPROVE: 'Say yes to it.',
  PUBLISH: 'Make it public; what is missing for that, says NotReady.',
  ARCHIVE: 'Put it away once it is over.',
  RESTORE: 'Take it out of the archive.',
});

export const Arrangements = enumOf<Arrangement>('Arrangement', 'How the sessions of an event belong together.', {
  SINGLE: 'Одна дата: one session.',
  SERIES: 'Цикл: dates by a rule, each of its own.',
  COURSE: 'Курс: sessions that are parts of one whole, registered for once.',
});

export const RegistrationUnits = enumOf<RegistrationUnit>('RegistrationUnit', 'What one registers for.', {
  SESSION: 'Each session of its own.',
  WHOLE: 'All sessions at once.',
});

export const RegistrationModes = enumOf<RegistrationMode>('RegistrationMode', 'How people come by a place.', {
  NONE: 'Without registration: whoever comes is welcome.',
  OPEN: 'Whoever registers has a place while there is one.',
  APPROVAL: 'Whoever registers waits for a yes.',
  INVITED: 'By invitation or nomination only.',
});

export const AttendanceModes = enumOf<AttendanceMode>(
  'AttendanceMode',
  'How one attends (schema.org eventAttendanceMode).',
  { OFFLINE: 'Наживо: one has to be there.', ONLINE: 'Онлайн: over the network only.', MIXED: 'Змішано: either.' },
);

export const OrganiserRoles = enumOf<OrganiserRole>('OrganiserRole', 'As what a body holds an event.', {
  ORGANISER: 'Організатор.',
  CO_ORGANISER: 'Співорганізатор.',
  PARTNER: 'Партнер.',
  SPONSOR: 'Спонсор: pays for it.',
});

export const SpeakerRoles = enumOf<SpeakerRole>('SpeakerRole', 'As what somebody speaks at an event.', {
  SPEAKER: 'Доповідач.',
  MODERATOR: 'Модератор.',
  TRAINER: 'Тренер.',
  GUEST: 'Гість.',
});

export const MaterialVisibilities = enumOf<MaterialVisibility>('MaterialVisibility', 'Who may read a material.', {
  PUBLIC: 'Everybody who sees the event.',
  AFTER_CONFIRMATION: 'Those whose place is confirmed, and staff.',
  STAFF: 'The staff of its branch.',
});
