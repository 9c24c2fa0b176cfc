// Who may what of the programme: the rows and calls of each of its folders, for access-matrix.ts and access-calls.ts.
import type { Call } from './access-calls.ts';
import { CONTENT_CALLS, CONTENT_MUTATIONS, CONTENT_QUERIES } from './access-content.ts';
import { EDITORIAL_CALLS, EDITORIAL_MUTATIONS, EDITORIAL_QUERIES } from './access-editorial.ts';
import { EVENT_SERIES_CALLS, EVENT_SERIES_MUTATIONS, EVENT_SERIES_QUERIES } from './access-event-series.ts';
import type { Row } from './access-matrix.ts';
import { PROGRAMME_CALLS, PROGRAMME_QUERIES } from './access-programme.ts';
import { PROPOSAL_CALLS, PROPOSAL_MUTATIONS, PROPOSAL_QUERIES } from './access-proposals.ts';
import { REGISTRATION_CALLS, REGISTRATION_MUTATIONS, REGISTRATION_QUERIES } from './access-registration.ts';
import { SESSION_CALLS, SESSION_MUTATIONS, SESSION_QUERIES } from './access-sessions.ts';

export const EVENT_QUERIES: Readonly<Record<string, Row>> = {
  ...{ ...CONTENT_QUERIES, ...SESSION_QUERIES, ...EVENT_SERIES_QUERIES, ...PROPOSAL_QUERIES },
  ...{ ...EDITORIAL_QUERIES, ...PROGRAMME_QUERIES, ...REGISTRATION_QUERIES },
};

export const EVENT_MUTATIONS: Readonly<Record<string, Row>> = {
  ...{ ...CONTENT_MUTATIONS, ...SESSION_MUTATIONS, ...EVENT_SERIES_MUTATIONS, ...PROPOSAL_MUTATIONS },
  ...{ ...EDITORIAL_MUTATIONS, ...REGISTRATION_MUTATIONS },
};

export const EVENT_CALLS: Readonly<Record<string, Call>> = {
  ...{ ...CONTENT_CALLS, ...SESSION_CALLS, ...EVENT_SERIES_CALLS, ...PROPOSAL_CALLS },
  ...{ ...EDITORIAL_CALLS, ...PROGRAMME_CALLS, ...REGISTRATION_CALLS },
};
