// Clones made by the librarian of another branch: they are of what everybody reads, and tell nothing that is for staff.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import type { Asking } from './app.ts';
import { CloneLab } from './clone-lab.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { must } from './session-lab.ts';

let lab: CloneLab;
const [OPEN, SHY] = [newId<'Speaker'>(), newId<'Speaker'>()];
/** Librarian of the third branch, where nothing is free of its own. */
const OUTSIDER: Asking = { as: 'trainer' };

beforeAll(async () => {
  lab = await CloneLab.start();
  const now = lab.app.clock.now();
  const stamps = { createdAt: now, updatedAt: now, searchText: '' };
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.third);
    await tx.insert(speakers).values([
      { ...stamps, id: OPEN, nameUk: 'Оксана Відкрита', consentOn: '2019-01-10' },
      { ...stamps, id: SHY, nameUk: 'Петро Тихий' },
    ]);
  });
});
afterAll(() => lab.app.stop());

/** A published lecture of the central branch in Hall A, with all that staff know of it. */
async function published(startDate: string, parts: Record<string, unknown> = {}): Promise<string> {
  const { id } = await lab.draft({
    ...{ kind: 'LECTURE', minimumAttendance: 7, decideDaysBefore: 2, registration: { mode: 'APPROVAL', capacity: 12 } },
    speakers: [OPEN, SHY].map((speakerId) => ({ speakerId, role: 'SPEAKER' })),
    ...parts,
  });
  const room = {
    ...{ roomId: lab.rooms.hallA, layout: 'CLASS', expectedPeople: 23, setUpMinutes: 17, tearDownMinutes: 19 },
    equipment: [{ equipmentId: lab.projectors, quantity: 3 }],
  };
  must(await lab.schedule(id, { startDate, place: { room } }));
  must(await lab.publish(id));
  return id;
}
const namesOf = ({ speakers: named }: Record<string, unknown>) =>
  (named as { speaker: { nameUk: string } }[]).map(({ speaker }) => speaker.nameUk);

describe('the clone of a published event', () => {
  it('of another branch is without what is for its staff', async () => {
    const id = await published('2019-04-01');
    const { events } = await lab.clone(id, [{ branchId: lab.branches.third }], {}, OUTSIDER);
    const [clone] = events;
    expect(clone).toMatchObject({
      staff: { minimumAttendance: null, decideDaysBefore: null },
      registrationSettings: { mode: 'APPROVAL', capacity: 12 },
    });
    expect(namesOf(clone!)).toEqual(['Оксана Відкрита']);
  });

  it('of one’s own branch has all of it', async () => {
    const id = await published('2019-04-02');
    const { events } = await lab.clone(id, [{ branchId: lab.branches.third }], {}, LIBRARIAN);
    expect(events[0]).toMatchObject({ staff: { minimumAttendance: 7, decideDaysBefore: 2 } });
    expect(namesOf(events[0]!)).toEqual(['Оксана Відкрита', 'Петро Тихий']);
  });
});

describe('what is proposed', () => {
  const target = () => [{ branchId: lab.branches.third }];

  it('begins for outsiders with the public layout and places, and without buffers and equipment', async () => {
    const id = await published('2019-04-03');
    const { targets } = await lab.previewClone(id, target(), OUTSIDER);
    expect(targets[0]).toMatchObject({
      ...{ verdict: 'AT_ITS_TIME', lacking: [] },
      slot: { layout: 'CLASS', expectedPeople: 12, setUpMinutes: null, tearDownMinutes: null, equipment: [] },
    });
    const own = await lab.previewClone(id, target(), LIBRARIAN);
    expect(own.targets[0]).toMatchObject({
      lacking: [{ kind: 'PROJECTOR', quantity: 3 }],
      slot: { expectedPeople: 23, setUpMinutes: 17, tearDownMinutes: 19 },
    });
  });

  it('does not depend on how many people the staff expect', async () => {
    const id = await published('2019-04-04', { registration: { mode: 'OPEN' } });
    // As many as usual, which the small room does not hold.
    const { targets } = await lab.previewClone(id, target(), OUTSIDER);
    expect(targets[0]).toMatchObject({ verdict: 'NO_ROOM', reason: expect.stringContaining('30') });
  });

  it('is for as many people as one says', async () => {
    const id = await published('2019-04-05');
    for (const asking of [OUTSIDER, LIBRARIAN]) {
      const { targets } = await lab.previewClone(id, target(), asking, { people: 25 });
      expect(targets[0]).toMatchObject({ verdict: 'AT_ITS_TIME', slot: { expectedPeople: 25 } });
    }
    const { targets } = await lab.previewClone(id, target(), OUTSIDER, { people: 26 });
    expect(targets[0]).toMatchObject({ verdict: 'NO_ROOM', reason: expect.stringContaining('26') });
    const input = { eventId: id, targets: target(), people: 0 };
    const query = 'query ($input: PreviewCloneInput!) { result: previewClone(input: $input) { dates } }';
    expect(await lab.codeOf(query, { input }, 'trainer')).toBe('BAD_USER_INPUT');
  });
});
