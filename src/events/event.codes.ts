import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../platform/graphql/codes.ts';
import type { EventAction, Missing } from './event.rules.ts';
import type { EditorialStatus, HappeningStatus } from './event.tables.ts';

type Codes<Code extends string> = { readonly [Name in Code]: Name };

export const EventActions = enumOf<EventAction>('EventAction', 'What the viewer may do with an event now.', {
  UPDATE: 'Change it.',
  PUBLISH: 'Make it public; what is missing for that, says NotReady.',
  CANCEL: 'Cancel it.',
});

export const EditorialStatuses: Codes<EditorialStatus> = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED' };
export const HappeningStatuses: Codes<HappeningStatus> = { CONFIRMED: 'CONFIRMED', CANCELLED: 'CANCELLED' };
export const Missings: Codes<Missing> = { AUDIENCES: 'AUDIENCES' };

registerEnumType(EditorialStatuses, {
  name: 'EditorialStatus',
  description: 'How far the text of an event has come; kept apart from whether it is held.',
  valuesMap: {
    DRAFT: { description: 'Чернетка: only librarians see it.' },
    PUBLISHED: { description: 'Опубліковано: everybody sees it, and calendars show it.' },
  },
});

registerEnumType(HappeningStatuses, {
  name: 'HappeningStatus',
  description: 'Whether an event is held.',
  valuesMap: {
    CONFIRMED: { description: 'Відбудеться: it is held as announced.' },
    CANCELLED: { description: 'Скасовано: it is not held; the reason stands beside.' },
  },
});

registerEnumType(Missings, {
  name: 'MissingForPublishing',
  description: 'What an event may lack for being published.',
  valuesMap: { AUDIENCES: { description: 'At least one audience.' } },
});
