-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "formerNames" TEXT[] DEFAULT ARRAY[]::TEXT[];
