import { serve } from './cli/serve.ts';
import { environment } from './platform/config/environment.ts';
import { readSettings, SettingsError } from './platform/config/settings.ts';
import { reportFailure } from './cli/failure.ts';

try {
  const settings = readSettings(environment);
  // Loaded while the database starts: on a first start that is a second's work for both.
  const app = import('./app.ts');
  const demo = import('./demo/furnish.ts');
  await serve(
    settings,
    async (...parts) => (await app).createApp(...parts),
    async (...parts) => (await demo).furnish(...parts),
  );
} catch (error) {
  reportFailure(error, error instanceof SettingsError);
}
