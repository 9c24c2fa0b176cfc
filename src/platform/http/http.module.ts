import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { FaultFilter } from './fault.filter.ts';
import { GraphiqlController } from './graphiql.controller.ts';
import { HealthController } from './health.controller.ts';
import { Lifecycle } from './lifecycle.ts';
import { inputPipe } from './input.pipe.ts';
import { Rush } from './rush.ts';

@Global()
@Module({
  controllers: [HealthController, GraphiqlController],
  providers: [
    Lifecycle,
    Rush,
    { provide: APP_FILTER, useClass: FaultFilter },
    { provide: APP_PIPE, useFactory: inputPipe },
  ],
  exports: [Lifecycle, Rush],
})
export class HttpModule {}
