import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.ts';
import { Authenticator } from './authenticator.ts';
import { DevSignInAuthenticator } from './dev-sign-ins.ts';

@Global()
@Module({
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: Authenticator, useClass: DevSignInAuthenticator },
  ],
  exports: [Authenticator],
})
export class AccessModule {}
