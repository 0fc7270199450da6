-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "deletedById" TEXT;
