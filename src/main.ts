import { createApp } from './app.ts';
import { serve } from './cli/serve.ts';
import { furnish } from './demo/furnish.ts';
import { environment } from './platform/config/environment.ts';
import { readSettings, SettingsError } from './platform/config/settings.ts';
import { reportFailure } from './cli/failure.ts';

try {
  await serve(readSettings(environment), createApp, furnish);
} catch (error) {
  reportFailure(error, error instanceof SettingsError);
}
