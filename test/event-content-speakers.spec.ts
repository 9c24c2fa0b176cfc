// Speakers as staff sees them on the dates of an event.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ContentLab } from './content-lab.ts';
import { must } from './session-lab.ts';

let lab: ContentLab;
beforeAll(async () => {
  lab = await ContentLab.start();
});
afterAll(() => lab.app.stop());

const SPEAKER = 'mutation ($input: CreateSpeakerInput!) { result: createSpeaker(input: $input) { id } }';
const FORGET = 'mutation ($id: ID!) { result: forgetSpeaker(id: $id) { id } }';
const CLASHES = 'query ($id: ID!) { result: session(id: $id) { staff { speakerClashes { speakerName } } } }';

it('nobody is warned of a speaker who is forgotten, only of one who retired', async () => {
  const named = async (nameUk: string) => (await lab.asked<{ id: string }>(SPEAKER, { input: { nameUk } })).id;
  const [stays, goes] = [await named('Ольга Лишається'), await named('Іван Іде')];
  const speakers = [stays, goes].map((speakerId) => ({ speakerId, role: 'SPEAKER' }));
  const online = { attendanceMode: 'ONLINE', joinUrl: 'https://meet.example/x', speakers };
  const [mine] = await Promise.all(
    [1, 2].map(async () => must(await lab.schedule((await lab.made(online)).id, { place: { online: true } }))),
  );
  const clashes = async () => {
    const asked = await lab.asked<{ staff: { speakerClashes: { speakerName: string }[] } }>(CLASHES, { id: mine!.id });
    return asked.staff.speakerClashes.map(({ speakerName }) => speakerName);
  };
  expect((await clashes()).toSorted()).toEqual(['Іван Іде', 'Ольга Лишається'].toSorted());
  for (const id of [stays, goes]) await lab.retire(id as typeof lab.speakers.open);
  expect(await clashes()).toHaveLength(2);
  await lab.asked(FORGET, { id: goes }, { as: 'approver' });
  expect(await clashes()).toEqual(['Ольга Лишається']);
});
