import { Module } from '@nestjs/common';
import { UploadController } from './upload.controller.ts';
import { UploadService } from './upload.service.ts';

@Module({ controllers: [UploadController], providers: [UploadService], exports: [UploadService] })
export class UploadsModule {}
