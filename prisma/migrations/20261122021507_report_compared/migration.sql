-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "compared" BOOLEAN NOT NULL DEFAULT false;
