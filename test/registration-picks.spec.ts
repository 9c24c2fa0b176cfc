// A wished date whose seats went before staff picked it: the class is put in no queue that nobody chose.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClassLab, type SchoolMade } from './class-lab.ts';
import { LIBRARIAN, NOBODY } from './programme-lab.ts';
import { aKey, type Answered } from './registration-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

const WISH_DATES = `mutation ($input: WishDatesInput!) { result: wishDates(input: $input) {
  ... on DatesWished { wish { id } } ... on Refusal { kind message } } }`;
const PICK = `mutation ($input: PickWishedDateInput!) { result: pickWishedDate(input: $input) {
  ... on DatePicked { wish { state } receipt { status seats position } } ... on Refusal { kind message } ... on NoPlaces { free } } }`;
const WISHES = `query ($eventId: ID) { result: dateWishes(eventId: $eventId) {
  edges { node { id state version dates { rank fits wouldWait } viewerCan } } } }`;

let lab: ClassLab;
let school: SchoolMade;
beforeAll(async () => {
  lab = await ClassLab.start();
  school = await lab.school();
});
afterAll(() => lab.app.stop());

const pick = (wishId: string, rosterId: string, parts: Parts = {}) =>
  lab.asked<Answered>(PICK, { input: { key: aKey(), wishId, rosterId, ...parts } }, LIBRARIAN);

/** A class of 30 that wished two dates; of the first 40 of 60 seats went meanwhile. */
async function wishedBefore(parts: Parts = {}) {
  const { event, rosterIds } = await lab.series(['2019-05-15'], parts);
  const [full = '', free = ''] = rosterIds;
  const { rosterId: _, ...input } = lab.aClass('', school);
  const told = await lab.asked<Answered & { wish?: { id: string } }>(
    WISH_DATES,
    { input: { ...input, rosterIds } },
    NOBODY,
  );
  await lab.classIn(full, await lab.school(), { pupils: 37, adults: 3 });
  return { wishId: must(told).wish!.id, eventId: event.id, full, free };
}

describe.each(['STRICT', 'FIT_FIRST', 'OFFER_SMALLER'])('a date that is full by now, %s', (policy) => {
  it('is refused, and the wish waits on with its other dates', async () => {
    const { wishId, eventId, full, free } = await wishedBefore({ policy });
    expect(await pick(wishId, full)).toMatchObject({ kind: 'NoPlaces', free: 20 });
    expect(await pick(wishId, full, { orWaits: false })).toMatchObject({ kind: 'NoPlaces' });
    expect(await lab.standing(full)).toMatchObject({ held: 40, waiting: 0, classes: ['9-А CONFIRMED'] });
    const { edges } = await lab.asked<{ edges: { node: unknown }[] }>(WISHES, { eventId }, LIBRARIAN);
    expect(edges.map(({ node }) => node)).toMatchObject([
      {
        id: wishId,
        state: 'NEW',
        version: 1,
        dates: [{ fits: false }, { fits: true }],
        viewerCan: ['PICK', 'DECLINE'],
      },
    ]);
    expect(must(await pick(wishId, free))).toMatchObject({
      ...{ wish: { state: 'PICKED' }, receipt: { status: 'CONFIRMED', seats: 30 } },
    });
  });

  it('has the class wait, or offered fewer seats, where staff say so', async () => {
    const { wishId, full } = await wishedBefore({ policy });
    const { receipt, wish } = must(await pick(wishId, full, { orWaits: true }));
    expect([receipt!.status, wish]).toEqual([
      policy === 'OFFER_SMALLER' ? 'OFFERED' : 'WAITLISTED',
      { state: 'PICKED' },
    ]);
  });
});
