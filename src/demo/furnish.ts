import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { DirectoryService } from '../directory/directory.service.ts';
import { allEntries } from '../directory/entry.store.ts';
import { SYSTEM } from '../platform/access/viewer.ts';
import { isLocalOnly, type Settings } from '../platform/config/settings.ts';
import { Database } from '../platform/db/database.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import { dateOf, KYIV, toLocal } from '../platform/time/local.ts';
import { ImportService } from '../plans/import.service.ts';
import { addAccounts, endDemoAccounts, lacksPeople } from './accounts.ts';
import { demoOutlets, demoSchools } from './city.ts';
import { isCityEmpty, lockDemo } from './demo.store.ts';
import { addHolidays } from './holidays.ts';
import { addPlaces } from './places.ts';
import { addProgramme } from './programme.ts';

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
  await addProgramme(app, { today, planId });
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
