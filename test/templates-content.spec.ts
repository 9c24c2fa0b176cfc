// What a template takes from an event, and what it leaves where it was.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import type { Asking } from './app.ts';
import { CloneLab } from './clone-lab.ts';
import { LIBRARIAN, type Made } from './programme-lab.ts';

type Parts = Record<string, unknown>;

const TEMPLATE = `... on EventTemplate { id version content { staffNotes minimumAttendance decideDaysBefore
  materials { titleUk visibility } speakers { speaker { nameUk } } exhibition { opensOn closesOn openWeekdays }
  contest { submissionsUntil resultsOn } } }`;
const FROM_EVENT = `mutation ($eventId: ID!, $branchId: ID) {
  result: createTemplateFromEvent(eventId: $eventId, nameUk: "Зразок", branchId: $branchId) { ${TEMPLATE} } }`;
const CREATE = `mutation ($input: CreateEventTemplateInput!) { result: createEventTemplate(input: $input) { ${TEMPLATE} } }`;
const UPDATE = `mutation ($input: UpdateEventTemplateInput!) { result: updateEventTemplate(input: $input) { ${TEMPLATE} } }`;
const EVENT = 'mutation ($input: CreateEventInput!) { result: createEvent(input: $input) { __typename } }';

interface Template extends Made {
  readonly content: Parts;
}

let lab: CloneLab;
const [OPEN, SHY] = [newId<'Speaker'>(), newId<'Speaker'>()];
const ADMIN: Asking = { as: 'admin' };

beforeAll(async () => {
  lab = await CloneLab.start();
  const now = lab.app.clock.now();
  const stamps = { createdAt: now, updatedAt: now, searchText: '' };
  await lab.database.transaction((tx) =>
    tx.insert(speakers).values([
      { ...stamps, id: OPEN, nameUk: 'Оксана Відкрита', consentOn: '2019-01-10' },
      { ...stamps, id: SHY, nameUk: 'Петро Тихий' },
    ]),
  );
});
afterAll(() => lab.app.stop());

const fromEvent = async (eventId: string, branchId: string | null, asking: Asking) =>
  (await lab.asked<Template>(FROM_EVENT, { eventId, branchId }, asking)).content;

describe('a template of an event', () => {
  const material = (titleUk: string, visibility: string) => ({ titleUk, url: 'https://example.org/a', visibility });

  it('takes what is for staff along within its branch only', async () => {
    const { id } = await lab.draft({
      ...{ staffNotes: 'Ключ у вахтера', minimumAttendance: 5, decideDaysBefore: 1 },
      speakers: [OPEN, SHY].map((speakerId) => ({ speakerId, role: 'SPEAKER' })),
      materials: [
        material('Для всіх', 'PUBLIC'),
        material('Для учасників', 'AFTER_CONFIRMATION'),
        material('Своїм', 'STAFF'),
      ],
    });
    const own = await fromEvent(id, lab.branches.central, LIBRARIAN);
    expect(own).toMatchObject({ staffNotes: 'Ключ у вахтера', minimumAttendance: 5, decideDaysBefore: 1 });
    expect(own['materials']).toHaveLength(3);
    expect(own['speakers']).toHaveLength(2);
    for (const branchId of [null, lab.branches.next]) {
      expect(await fromEvent(id, branchId, ADMIN)).toMatchObject({
        ...{ staffNotes: null, materials: [{ titleUk: 'Для всіх', visibility: 'PUBLIC' }] },
        speakers: [{ speaker: { nameUk: 'Оксана Відкрита' } }],
      });
    }
  });

  it('has no days, which are those of the event alone', async () => {
    const exhibition = { opensOn: '2019-04-01', closesOn: '2019-04-30', openWeekdays: [2, 3] };
    const shown = await lab.draft({ kind: 'EXHIBITION', exhibition });
    expect(await fromEvent(shown.id, lab.branches.central, LIBRARIAN)).toMatchObject({
      exhibition: { opensOn: null, closesOn: null, openWeekdays: [2, 3] },
    });
    const contest = { submissionsUntil: '2019-03-20', resultsOn: '2019-04-12' };
    const asked = await lab.draft({ kind: 'CREATIVE_CONTEST', contest });
    expect(await fromEvent(asked.id, lab.branches.central, LIBRARIAN)).toMatchObject({
      contest: { submissionsUntil: null, resultsOn: null },
    });
  });
});

describe('the day of a decision', () => {
  const template = (content: Parts) => ({
    input: { branchId: lab.branches.central, nameUk: 'Клуб', kind: 'PUBLIC_EVENT', content },
  });

  it('is none without a least number of people: neither of an event nor of a template', async () => {
    const alone = { decideDaysBefore: 2 };
    for (const [query, variables] of [
      [EVENT, { input: lab.eventInput(alone) }],
      [CREATE, template(alone)],
    ] as const) {
      const { errors } = await lab.ask(query, variables, LIBRARIAN);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'decideDaysBefore' }] });
    }
  });

  it('goes with that number when it is cleared', async () => {
    const both = { minimumAttendance: 5, decideDaysBefore: 2 };
    const event = await lab.draft(both);
    const cleared = await lab.update(event, { minimumAttendance: null });
    expect(cleared.kind).toBeUndefined();
    const { id } = await lab.asked<Template>(CREATE, template(both));
    const input = { id, version: 1, content: { minimumAttendance: null } };
    expect((await lab.asked<Template>(UPDATE, { input })).content).toMatchObject({
      ...{ minimumAttendance: null, decideDaysBefore: null },
    });
  });
});
