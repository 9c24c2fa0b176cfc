import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScopeRegistry } from '../../identity/scope.registry.ts';
import { branchesByIds } from './branch.store.ts';

/** Librarians, approvers and whoever checks people in are those of a branch. */
@Injectable()
export class BranchScopes implements OnModuleInit {
  readonly #scopes: ScopeRegistry;

  constructor(scopes: ScopeRegistry) {
    this.#scopes = scopes;
  }

  onModuleInit(): void {
    this.#scopes.register('BRANCH', branchesByIds);
  }
}
