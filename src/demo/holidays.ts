import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { SYSTEM } from '../platform/access/viewer.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { HolidayService } from '../venues/hours/holiday.service.ts';

const FOLDER = fileURLToPath(new URL('../../samples/holidays', import.meta.url));

/** The public holidays of all years whose list comes with the program. */
export async function addHolidays(app: INestApplicationContext): Promise<void> {
  for (const file of (await readdir(FOLDER)).sort()) {
    const csv = await readFile(join(FOLDER, file), 'utf8');
    const imported = await app.get(HolidayService).importHolidays({ csv, dryRun: false }, SYSTEM, 'uk');
    if (isRefusal(imported)) throw new Error(`the list ${file} was refused: ${imported.message}`);
  }
}
