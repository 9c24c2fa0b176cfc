import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SYSTEM } from '../platform/access/viewer.ts';
import type { Settings } from '../platform/config/settings.ts';
import { Database } from '../platform/db/database.ts';
import { sqlStateOf } from '../platform/faults/database.fault.ts';
import type { Language } from '../platform/language/language.ts';
import { createLogger } from '../platform/log/logger.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { codeListsOf, seedCodeLists } from '../plans/code-list.store.ts';
import type { PlanDocument } from '../plans/import.service.ts';
import { readPlan, type ReadingRefusal } from '../plans/reading.ts';
import type { CodeLists } from '../plans/recognition/recognised-plan.ts';
import { summariseRecognition } from '../plans/recognition/summary.rules.ts';
import { EXIT } from './failure.ts';
import { embeddedFolder, openDatabase } from './local-database.ts';
import { importText, recognitionText } from './plan.text.ts';
import { type MakeApp, withProgram } from './program.ts';

export interface PlanOptions {
  readonly json?: true;
  readonly year?: number;
  readonly lang: Language;
}

const UNDEFINED_TABLE = '42P01';

/** Prints what is recognised in a document. Writes nothing, and needs no database where there is none yet. */
export async function previewPlan(settings: Settings, file: string, options: PlanOptions): Promise<number> {
  const document = await readDocument(file, settings, options);
  if (!document) return EXIT.usage;
  const result = await readPlan({
    ...document,
    lists: await currentLists(settings),
    language: options.lang,
    limits: { bytes: settings.UPLOAD_LIMIT_BYTES },
  });
  if (result.kind !== 'RecognisedPlan') return refuse(result, options);
  print(options.json ? JSON.stringify(summariseRecognition(result), null, 2) : recognitionText(result));
  return EXIT.done;
}

/** Imports a document into the database, whole or not at all. */
export async function importPlan(
  settings: Settings,
  makeApp: MakeApp,
  file: string,
  options: PlanOptions,
): Promise<number> {
  const document = await readDocument(file, settings, options);
  if (!document) return EXIT.usage;
  const { ImportService } = await import('../plans/import.service.ts');
  const result = await withProgram(settings, makeApp, (app) =>
    app.get(ImportService).import(document, SYSTEM, options.lang),
  );
  if (isRefusal(result)) return refuse(result, options);
  const { plan, comparison, recognised } = result;
  const { counts, differences, writes: changed } = comparison;
  const { id, title, year } = plan;
  print(
    options.json
      ? JSON.stringify(
          { plan: { id, title, year }, changed, counts, differences, warnings: recognised.warnings },
          null,
          2,
        )
      : importText(result),
  );
  return EXIT.done;
}

/** The file, or its first bytes past the limit: enough to refuse it. Undefined when there is none to read. */
async function readDocument(file: string, settings: Settings, options: PlanOptions): Promise<PlanDocument | undefined> {
  const limit = settings.UPLOAD_LIMIT_BYTES + 1;
  try {
    const handle = await open(file);
    try {
      const bytes = Buffer.alloc(Math.min((await handle.stat()).size, limit));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return { bytes: bytes.subarray(0, bytesRead), fileName: basename(file), year: options.year ?? null };
    } finally {
      await handle.close();
    }
  } catch (error) {
    process.stderr.write(`zakhid: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

/** The directory as it was edited, or the one a new installation starts with. */
async function currentLists(settings: Settings): Promise<CodeLists> {
  if (!settings.DATABASE_URL && !existsSync(join(embeddedFolder(settings), 'data'))) return seedCodeLists();
  const opened = await openDatabase(settings, createLogger('warn'), true);
  const database = new Database(opened.connection, { pool: 1 });
  try {
    const lists = await codeListsOf(database.reader);
    return lists.audiences.length > 0 ? lists : seedCodeLists();
  } catch (error) {
    if (sqlStateOf(error) === UNDEFINED_TABLE) return seedCodeLists();
    throw error;
  } finally {
    await database.close();
    await opened.stop();
  }
}

function refuse(refusal: ReadingRefusal, options: PlanOptions): number {
  if (options.json) print(JSON.stringify({ refusal }, null, 2));
  process.stderr.write(`zakhid: ${refusal.message}\n`);
  return EXIT.refused;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
