import { readFile } from 'node:fs/promises';
import { SYSTEM } from '../platform/access/viewer.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { decodeText } from '../plans/document/encoding.ts';
import { EXIT } from './failure.ts';
import { type MakeApp, withProgram } from './program.ts';

export interface HolidaysOptions {
  readonly dryRun?: true;
  readonly json?: true;
  readonly lang: Language;
}

/** Imports a list of public holidays, whole or not at all. */
export async function importHolidays(
  settings: Settings,
  makeApp: MakeApp,
  file: string,
  options: HolidaysOptions,
): Promise<number> {
  const csv = await readList(file);
  if (csv === undefined) return EXIT.usage;
  const { HolidayService } = await import('../venues/hours/holiday.service.ts');
  const { dryRun = false, lang } = options;
  const result = await withProgram(settings, makeApp, (app) =>
    app.get(HolidayService).importHolidays({ csv, dryRun }, SYSTEM, lang),
  );
  if (isRefusal(result)) {
    if (options.json) print(JSON.stringify({ refusal: result }, null, 2));
    for (const { line, message } of result.lines) process.stderr.write(`zakhid: ${file}:${line}: ${message}\n`);
    return EXIT.refused;
  }
  const { added, changed, unchanged } = result;
  const counted = `added ${added}, changed ${changed}, unchanged ${unchanged}`;
  print(options.json ? JSON.stringify(result, null, 2) : `${dryRun ? 'Would be' : 'Holidays'}: ${counted}`);
  return EXIT.done;
}

/** Undefined when there is no text to read; spreadsheets save theirs as windows-1251. */
async function readList(file: string): Promise<string | undefined> {
  try {
    const text = decodeText(await readFile(file))?.text;
    if (text === undefined) process.stderr.write(`zakhid: ${file} is no text\n`);
    return text;
  } catch (error) {
    process.stderr.write(`zakhid: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
