import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorators.ts';
import { SETTINGS_TOKEN } from '../config/config.module.ts';
import type { Settings } from '../config/settings.ts';
import { notFound } from '../faults/fault.ts';

const resolve = createRequire(import.meta.url).resolve;

/** react's exports hide its umd folder, so it is found beside its package.json. */
const beside = (name: string, ...path: string[]) => join(dirname(resolve(`${name}/package.json`)), ...path);

const ASSETS: Readonly<Record<string, { path: () => string; type: string }>> = {
  'graphiql.min.js': { path: () => beside('graphiql', 'graphiql.min.js'), type: 'text/javascript' },
  'graphiql.min.css': { path: () => beside('graphiql', 'graphiql.min.css'), type: 'text/css' },
  'react.js': { path: () => beside('react', 'umd', 'react.production.min.js'), type: 'text/javascript' },
  'react-dom.js': { path: () => beside('react-dom', 'umd', 'react-dom.production.min.js'), type: 'text/javascript' },
};

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Zakhid GraphiQL</title>
    <link rel="stylesheet" href="/graphiql/graphiql.min.css" />
  </head>
  <body style="margin: 0">
    <div id="graphiql" style="height: 100vh"></div>
    <script src="/graphiql/react.js"></script>
    <script src="/graphiql/react-dom.js"></script>
    <script src="/graphiql/graphiql.min.js"></script>
    <script src="/graphiql/boot.js"></script>
  </body>
</html>
`;

const BOOT = `const fetcher = GraphiQL.createFetcher({ url: '/graphql' });
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, { fetcher, isHeadersEditorEnabled: true, shouldPersistHeaders: false }),
);
`;

/** The explorer of the schema, served from installed packages: nothing is loaded from elsewhere. */
@Public()
@Controller('graphiql')
export class GraphiqlController {
  readonly #open: boolean;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#open = settings.GRAPHQL_EXPLORER;
  }

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  page(): string {
    if (!this.#open) throw notFound('the page');
    return PAGE;
  }

  @Get(':asset')
  async asset(@Param('asset') name: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer | string> {
    if (!this.#open) throw notFound('the page');
    if (name === 'boot.js') {
      void reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-store');
      return BOOT;
    }
    const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
    if (!asset) throw notFound('the page');
    const bytes = await readFile(asset.path());
    void reply.type(`${asset.type}; charset=utf-8`).header('cache-control', 'public, max-age=3600');
    return bytes;
  }
}
