// Who may what of the programme and of what it lacks: rows of access-matrix.ts, and the calls that go with them.
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';

const PUBLIC: Row = { may: ['everybody'], token: 'READ' };

export const PROGRAMME_QUERIES: Readonly<Record<string, Row>> = {
  programme: PUBLIC,
  events: PUBLIC,
  feeds: PUBLIC,
  feedOf: PUBLIC,
  programmeGaps: {
    may: ['librarian', 'approver', 'coordinator', 'reporter', 'admin'],
    token: 'EVENTS',
    says: 'Librarians, approvers, coordinators and reporters only.',
  },
};

export const PROGRAMME_CALLS: Readonly<Record<string, Call>> = {
  programme: () => ({ filter: { text: 'казка', kinds: ['LECTURE'] } }),
  events: () => ({}),
  feeds: () => ({}),
  feedOf: () => ({ filter: { text: 'казка', kinds: ['LECTURE'] } }),
  programmeGaps: () => ({}),
};
