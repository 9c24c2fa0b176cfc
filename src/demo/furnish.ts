import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { DirectoryService } from '../directory/directory.service.ts';
import { allEntries } from '../directory/entry.store.ts';
import { EventService } from '../events/event.service.ts';
import { SYSTEM } from '../platform/access/viewer.ts';
import { isLocalOnly, type Settings } from '../platform/config/settings.ts';
import { Database } from '../platform/db/database.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import { addDays, dateOf, KYIV, toLocal } from '../platform/time/local.ts';
import { ImportService } from '../plans/import.service.ts';
import { findMeasure } from '../plans/measure.store.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import { addAccounts, endDemoAccounts, lacksPeople } from './accounts.ts';
import { type DemoEvent, demoEvents, demoOutlets, demoSchools } from './city.ts';
import { isCityEmpty, lockDemo } from './demo.store.ts';
import { addHolidays } from './holidays.ts';
import { addPlaces } from './places.ts';

const PLAN = fileURLToPath(new URL('../../samples/kyiv-2019-measures.txt', import.meta.url));

/** Fills the code lists of a new installation, and the demonstration city when the settings ask for it. */
export async function furnish(app: INestApplicationContext, settings: Settings): Promise<void> {
  await app.get(DirectoryService).seed();
  const local = isLocalOnly(settings);
  if (!local) await endDemoAccounts(app);
  if (!settings.DEMO) return;
  const { reader } = app.get(Database);
  if (!(await isCityEmpty(reader)) && !(await lacksPeople(reader))) return;
  // Several programs may start on one database at once: the lock lets one of them build the city.
  await app.get(Database).transaction(async (lock) => {
    await lockDemo(lock);
    if (await isCityEmpty(reader)) await buildCity(app);
    // A city from before there were people lacks the schools that some of them act for.
    else if (await lacksPeople(reader)) await addSchoolsAndOutlets(app);
  });
  if (local) await addAccounts(app);
}

async function buildCity(app: INestApplicationContext): Promise<void> {
  const database = app.get(Database);
  const today = dateOf(toLocal(app.get(Clock).now(), KYIV));
  const year = Number(today.slice(0, 4));
  await addSchoolsAndOutlets(app);
  await addPlaces(app);
  await addHolidays(app);
  const text = await readFile(PLAN, 'utf8');
  const [planId] = await Promise.all([
    importText(app, copyForYear(text, year), `kyiv-${year}-measures.txt`),
    importText(app, text, 'kyiv-2019-measures.txt'),
  ]);
  const audiences = new Map((await allEntries(database.reader, 'audience')).map(({ code, id }) => [code, id]));
  for (const event of demoEvents) {
    const measure = await findMeasure(database.reader, { planId, number: event.measure });
    const branch = await findBranch(database.reader, { slug: event.branch });
    if (!measure || !branch) throw new Error(`the demonstration city lacks what “${event.titleEn}” needs`);
    const audienceIds = event.audiences.flatMap((code) => audiences.get(code) ?? []);
    await addEvent(app, event, addDays(today, event.day), {
      branchId: branch.id,
      audienceIds,
      primaryMeasureId: measure.id,
    });
  }
}

/** The official plan with its years moved on: the city renews it every year. */
export function copyForYear(text: string, year: number): string {
  return text.replaceAll('2019–2021', `${year}–${year + 2}`).replaceAll('2019', String(year));
}

/** Those that are there are refused as taken, and stay. */
async function addSchoolsAndOutlets(app: INestApplicationContext): Promise<void> {
  const directory = app.get(DirectoryService);
  const viewer = SYSTEM;
  const districts = await districtIds(app);
  for (const { district, ...school } of demoSchools) {
    await directory.create('school', { ...school, districtId: districts.get(district) }, viewer, 'uk');
  }
  for (const outlet of demoOutlets) await directory.create('outlet', outlet, viewer, 'uk');
}

async function districtIds(app: INestApplicationContext) {
  return new Map((await allEntries(app.get(Database).reader, 'district')).map(({ slug, id }) => [slug, id]));
}

async function importText(app: INestApplicationContext, text: string, fileName: string) {
  const result = await app.get(ImportService).import({ bytes: Buffer.from(text), fileName, year: null }, SYSTEM, 'uk');
  if (isRefusal(result)) throw new Error(`the demonstration plan was refused: ${result.message}`);
  return result.plan.id;
}

async function addEvent(
  app: INestApplicationContext,
  event: DemoEvent,
  startDate: string,
  place: { branchId: string; audienceIds: string[]; primaryMeasureId: string },
): Promise<void> {
  const events = app.get(EventService);
  const viewer = SYSTEM;
  const { kind, titleUk, titleEn, descriptionUk, start: startTime, end: endTime } = event;
  const created = await events.createEvent(
    { kind, titleUk, titleEn, descriptionUk, startDate, startTime, endTime, ...place },
    viewer,
    'uk',
  );
  // A start in the hour that the clocks skip has no place in this year's city.
  if (isRefusal(created) || event.state === 'DRAFT') return;
  await events.publishEvent({ id: created.id }, viewer, 'uk');
  if (event.state === 'CANCELLED') {
    await events.cancelEvent({ id: created.id, reason: 'Лектор захворів; нову дату оголосимо.' }, viewer, 'uk');
  }
}
