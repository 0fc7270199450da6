-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "rules" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "strip" TEXT NOT NULL DEFAULT 'nothing';
