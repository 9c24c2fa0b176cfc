import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Database } from './database.ts';

@Global()
@Module({})
export class DbModule {
  static with(database: Database): DynamicModule {
    return { module: DbModule, providers: [{ provide: Database, useValue: database }], exports: [Database] };
  }
}
