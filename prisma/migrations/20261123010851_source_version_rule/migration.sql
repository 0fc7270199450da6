-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "versionRule" TEXT NOT NULL DEFAULT 'latest';
