-- AlterTable
ALTER TABLE "ViolationTriage" ADD COLUMN     "assigneeId" TEXT;
