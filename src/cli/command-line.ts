import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { environment } from '../platform/config/environment.ts';
import { readSettings, type Settings, SETTINGS, SettingsError } from '../platform/config/settings.ts';
import type { AdminOptions } from './admin.command.ts';
import { EXIT, reportFailure } from './failure.ts';
import type { HolidaysOptions } from './holidays.command.ts';
import type { PlanOptions } from './plan.command.ts';
import type { Furnish, MakeApp } from './program.ts';

/**
 * Reads the arguments and runs a command; ends the process with one of EXIT. What a command needs is loaded by the command:
 * help and refusals of usage come at once.
 */
export async function runCommandLine(argv: readonly string[], makeApp: MakeApp, furnish: Furnish): Promise<void> {
  // Whoever reads only the first lines (head) has not made the command fail.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed),
  );

  const program = new Command('zakhid')
    .description(
      'Schedules a city’s events on the measures of its plan. Settings come from the environment: zakhid settings.',
    )
    .exitOverride()
    .showHelpAfterError('(zakhid --help lists the commands)')
    .addHelpText('after', '\nExit status: 0 done, 1 refused, 2 wrong usage, 3 could not run.');

  /** `serve` alone goes on after its command has returned. */
  const run = (work: (settings: Settings) => Promise<number>) => async () => {
    process.exitCode = await work(readSettings(environment));
  };

  program
    .command('serve')
    .description('run the program until SIGTERM or Ctrl-C; the same as npm start')
    .action(async () => {
      const { serve } = await import('./serve.ts');
      await serve(readSettings(environment), makeApp, furnish);
    });

  program
    .command('migrate')
    .description('bring the database to the newest version; safe beside running programs')
    .action(run(async (settings) => (await import('./database.command.ts')).migrate(settings)));

  program
    .command('demo')
    .description('fill an empty database with the demonstration city')
    .action(run(async (settings) => (await import('./database.command.ts')).demo(settings, makeApp, furnish)));

  program
    .command('settings')
    .description('list every setting with its meaning')
    .action(() => void process.stdout.write(settingsManual()));

  const admin = program.command('admin').description('who runs the program');
  admin
    .command('create')
    .argument('<email>', 'their e-mail address')
    .option('--name <name>', 'their name, for a new account')
    .addOption(new Option('--lang <language>', 'language of mails to them').choices(['uk', 'en']).default('uk'))
    .description('make somebody an administrator and print a link that signs in once, within 24 hours')
    .action((email: string, options: AdminOptions) =>
      run(async (settings) => (await import('./admin.command.ts')).createAdmin(settings, makeApp, email, options))(),
    );

  const plan = program.command('plan').description('read official plans of measures');
  const year = [
    '--year <year>',
    'the year of the plan, where the document does not tell or tells it wrong',
    readYear,
  ] as const;
  const language = new Option('--lang <language>', 'language of the warnings').choices(['uk', 'en']).default('uk');
  plan
    .command('preview')
    .argument('<file>', 'the document: text with tabs, .csv, .xlsx or .docx')
    .option('--json', 'print one JSON object')
    .option(...year)
    .addOption(language)
    .description('print what is recognised in a document and the warnings; writes nothing')
    .action((file: string, options: PlanOptions) =>
      run(async (settings) => (await import('./plan.command.ts')).previewPlan(settings, file, options))(),
    );
  plan
    .command('import')
    .argument('<file>', 'the document: text with tabs, .csv, .xlsx or .docx')
    .option('--json', 'print one JSON object')
    .option(...year)
    .addOption(language)
    .description('import a document whole or not at all; twice changes nothing')
    .action((file: string, options: PlanOptions) =>
      run(async (settings) => (await import('./plan.command.ts')).importPlan(settings, makeApp, file, options))(),
    );

  const holidays = program.command('holidays').description('public holidays, on which branches close');
  holidays
    .command('import')
    .argument('<file>', 'the list: .csv under the heading date,nameUk,nameEn')
    .option('--dry-run', 'only count what would be done')
    .option('--json', 'print one JSON object')
    .addOption(new Option('--lang <language>', 'language of what is wrong').choices(['uk', 'en']).default('uk'))
    .description('add the holidays of a list and rename those known, whole or not at all; twice changes nothing')
    .action((file: string, options: HolidaysOptions) =>
      run(async (settings) =>
        (await import('./holidays.command.ts')).importHolidays(settings, makeApp, file, options),
      )(),
    );

  const nested = [admin, plan, holidays].flatMap(({ commands }) => commands);
  for (const command of [program, ...program.commands, ...nested]) command.exitOverride();
  try {
    await program.parseAsync(argv);
  } catch (error) {
    // commander has said it already, or was asked for help.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    else reportFailure(error, error instanceof SettingsError);
  }
}

function readYear(text: string): number {
  const year = Number(text);
  if (!Number.isInteger(year) || year < 1991 || year > 2100)
    throw new InvalidArgumentError('a year from 1991 to 2100.');
  return year;
}

function settingsManual(): string {
  const lines = Object.entries(SETTINGS.shape).map(([name, field]) => {
    const preset: unknown = field.safeParse(undefined).data;
    const shown = typeof preset === 'string' || typeof preset === 'number' || typeof preset === 'boolean';
    return `${name.padEnd(24)} ${field.description ?? ''}${shown ? ` [${preset}]` : ''}`;
  });
  return `${lines.join('\n')}\n`;
}
