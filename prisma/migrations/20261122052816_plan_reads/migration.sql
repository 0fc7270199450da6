-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "readsSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "PlanRead" (
    "projectId" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PlanRead_pkey" PRIMARY KEY ("projectId","objectId")
);

-- AddForeignKey
ALTER TABLE "PlanRead" ADD CONSTRAINT "PlanRead_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
