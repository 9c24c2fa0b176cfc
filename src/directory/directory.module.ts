import { Module } from '@nestjs/common';
import { DirectoryService } from './directory.service.ts';
import { DirectoryResolver, ResponsibleBodyResolver } from './entry.resolver.ts';

@Module({ providers: [DirectoryService, DirectoryResolver, ResponsibleBodyResolver], exports: [DirectoryService] })
export class DirectoryModule {}
