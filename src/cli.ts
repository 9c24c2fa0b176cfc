import { runCommandLine } from './cli/command-line.ts';
import type { Furnish, MakeApp } from './cli/program.ts';

const createApp: MakeApp = async (...parts) => (await import('./app.ts')).createApp(...parts);
const furnish: Furnish = async (...parts) => (await import('./demo/furnish.ts')).furnish(...parts);

await runCommandLine(process.argv, createApp, furnish);
