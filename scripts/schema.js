// Prints the GraphQL schema into schema.graphql; with --check, says whether the file is what would be printed.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { ensureBuilt } from './build.js';

const FILE = fileURLToPath(new URL('../schema.graphql', import.meta.url));
await ensureBuilt();
const { createApp } = await import('../dist/app.js');
const { readSettings } = await import('../dist/platform/config/settings.js');
const { Database } = await import('../dist/platform/db/database.js');
const { createLogger } = await import('../dist/platform/log/logger.js');

// Connections are made on first use, and printing makes none.
const database = new Database({ url: 'postgres://nobody@localhost:1/none' }, { pool: 1 });
const app = await createApp(readSettings({}), database, createLogger('error'));
const schema = `${printSchema(app.get(GraphQLSchemaHost).schema)}\n`;
await app.close();
await database.close();

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, schema);
} else if (readFileSync(FILE, 'utf8') !== schema) {
  process.stderr.write('schema.graphql is not what the program has; run npm run schema and commit it\n');
  process.exitCode = 1;
}
