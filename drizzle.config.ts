import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/**/*.tables.ts',
  // scripts/check-migrations.js generates into a copy, to see whether anything is missing here.
  out: process.env.DRIZZLE_OUT ?? './drizzle',
});
