import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { allEntries } from '../directory/entry.store.ts';
import { EventService } from '../events/content/event.service.ts';
import { BranchEditingService } from '../events/editorial/branch-editing.service.ts';
import { EditorialService } from '../events/editorial/editorial.service.ts';
import { formToken } from '../events/proposals/proposal.forms.ts';
import { formKey } from '../events/proposals/proposal.store.ts';
import { ProposeService } from '../events/proposals/propose.service.ts';
import type { EventRow } from '../events/record/event.tables.ts';
import { SpeakerService } from '../events/speakers/speaker.service.ts';
import { pageOfSpeakers } from '../events/speakers/speaker.store.ts';
import { ANONYMOUS, SYSTEM } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusMinutes } from '../platform/time/instant.ts';
import type { LocalDate } from '../platform/time/local.ts';
import { findMeasure } from '../plans/measure.store.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import type { BranchRow } from '../venues/places/branch.tables.ts';
import {
  type DemoEvent,
  demoEvents,
  demoFreeBranches,
  demoProposal,
  type DemoSpeaker,
  demoSpeakers,
} from './programme.list.ts';
import { cancelAll, placeOf, scheduleNear } from './scheduling.ts';

const ASKER = { viewer: SYSTEM, language: 'uk' } as const;

interface City {
  readonly today: LocalDate;
  readonly planId: Id<'Plan'>;
  readonly audiences: ReadonlyMap<string, string>;
  readonly speakers: ReadonlyMap<DemoSpeaker, Id<'Speaker'>>;
}

/** The events of the city around today, with what goes with them. A city with an event counts as built, so they come last. */
export async function addProgramme(
  app: INestApplicationContext,
  { today, planId }: Pick<City, 'today' | 'planId'>,
): Promise<void> {
  const { reader } = app.get(Database);
  for (const slug of demoFreeBranches) {
    const branch = await branchOf(app, slug);
    await app.get(BranchEditingService).setBranchEditing(branch.id, true, SYSTEM);
  }
  const audiences = new Map((await allEntries(reader, 'audience')).map(({ code, id }) => [code, id]));
  const city = { today, planId, audiences, speakers: await addSpeakers(app, today) };
  for (const event of demoEvents) await addEvent(app, event, city);
  await propose(app);
}

/** What a start that was killed has left is kept. */
async function addSpeakers(app: INestApplicationContext, today: LocalDate): Promise<City['speakers']> {
  const { reader } = app.get(Database);
  const known = await pageOfSpeakers(reader, { words: [], retired: true }, { limit: 100, after: null });
  const ids = new Map<DemoSpeaker, Id<'Speaker'>>();
  for (const speaker of demoSpeakers) {
    const { consents, ...words } = speaker;
    const kept = known.find(({ nameUk }) => nameUk === speaker.nameUk);
    const input = { ...words, consentOn: consents ? today : null };
    const { id } = kept ?? (await app.get(SpeakerService).createSpeaker(input, SYSTEM));
    ids.set(speaker, id);
  }
  return ids;
}

async function addEvent(app: INestApplicationContext, demo: DemoEvent, city: City): Promise<void> {
  const branch = await branchOf(app, demo.branch);
  const measure = await findMeasure(app.get(Database).reader, { planId: city.planId, number: demo.measure });
  if (!measure) throw new Error(`the demonstration plan lacks measure ${demo.measure}`);
  const speakerIds = (demo.speakers ?? []).flatMap((speaker) => city.speakers.get(speaker) ?? []);
  const draft = {
    ...{ ...demo.words, branchId: branch.id, measureIds: [measure.id] },
    audienceIds: demo.audiences.flatMap((code) => city.audiences.get(code) ?? []),
    speakers: speakerIds.map((speakerId) => ({ speakerId, role: 'SPEAKER' as const })),
    ...{ contactName: 'Відділ подій', contactPhone: branch.phone },
  };
  const event = await app.get(EventService).createEvent(draft, ASKER);
  if (isRefusal(event)) throw new Error(`“${draft.titleUk}” of the demonstration city was refused: ${event.message}`);
  const place = await placeOf(app, demo.place, branch);
  await scheduleNear(app, { event, times: demo.times, place, today: city.today });
  await settle(app, event, demo.state);
}

/** Brings an event as far as it has come. */
async function settle(app: INestApplicationContext, event: EventRow, state: DemoEvent['state']): Promise<void> {
  const { id } = event;
  const editorial = app.get(EditorialService);
  if (state === 'DRAFT') return;
  if (state === 'RETURNED') {
    await editorial.submit({ id }, ASKER);
    await editorial.return({ id, comment: 'Додайте програму й імена доповідачів.' }, ASKER);
    return;
  }
  const published = await editorial.publish({ id }, ASKER);
  if (isRefusal(published)) {
    throw new Error(`“${event.titleUk}” of the demonstration city was not published: ${published.message}`);
  }
  if (state === 'CANCELLED') await cancelAll(app, event);
}

/** Somebody has opened the form a minute ago and sends it. */
async function propose(app: INestApplicationContext): Promise<void> {
  const givenAt = plusMinutes(app.get(Clock).now(), -1);
  const key = await app.get(Database).transaction((tx) => formKey(tx, randomBytes(32)));
  const input = { ...demoProposal, form: formToken(key, givenAt, randomBytes(17)) };
  await app.get(ProposeService).propose(input, { viewer: ANONYMOUS, address: '127.0.0.1', language: 'uk' });
}

async function branchOf(app: INestApplicationContext, slug: string): Promise<BranchRow> {
  const branch = await findBranch(app.get(Database).reader, { slug });
  if (!branch) throw new Error(`the demonstration city lacks the branch ${slug}`);
  return branch;
}
