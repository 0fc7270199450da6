-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "mostNewlyFailing" DOUBLE PRECISION;
