-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "managedBranch" TEXT,
ADD COLUMN     "managedPath" TEXT,
ADD COLUMN     "managedRepository" TEXT;
