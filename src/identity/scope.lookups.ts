import { Injectable, type OnModuleInit } from '@nestjs/common';
import { entriesByIds } from '../directory/entry.store.ts';
import { ScopeRegistry } from './scope.registry.ts';

/** The scopes of lower floors; plans, venues and events register theirs themselves. */
@Injectable()
export class DirectoryScopes implements OnModuleInit {
  readonly #scopes: ScopeRegistry;

  constructor(scopes: ScopeRegistry) {
    this.#scopes = scopes;
  }

  onModuleInit(): void {
    for (const [kind, list] of [
      ['BODY', 'body'],
      ['OUTLET', 'outlet'],
      ['SCHOOL', 'school'],
    ] as const) {
      this.#scopes.register(kind, (reader, ids) => entriesByIds(reader, list, ids));
    }
  }
}
