-- AlterTable
ALTER TABLE "PlanBranch" ADD COLUMN     "closesAt" TIMESTAMPTZ(3);
