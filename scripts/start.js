// npm start: builds when the sources are newer than dist/, then runs the program in this same process.
import { ensureBuilt } from './build.js';

await ensureBuilt();
await import('../dist/main.js');
