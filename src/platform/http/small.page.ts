import { html, type Markup } from './markup.ts';
import type { Language } from '../language/language.ts';

const STYLE = `
  body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 10vh auto; max-width: 36rem; padding: 0 1rem; }
  button, input { font: inherit; padding: 0.5rem 1rem; }
  form { margin: 1rem 0; }
  dt { color: #555; }
  dd { margin: 0 0 0.5rem; }
`;

/** A page of a few words and buttons, without script and without anything from elsewhere: where links of mails lead. */
export function smallPage(language: Language, title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.text;
}
