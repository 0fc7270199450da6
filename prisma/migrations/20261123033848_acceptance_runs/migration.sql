-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "acceptanceDays" INTEGER NOT NULL DEFAULT 30,
ADD COLUMN     "acceptanceNeed" TEXT NOT NULL DEFAULT 'none';

-- CreateTable
CREATE TABLE "AcceptanceRun" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "whoKind" TEXT NOT NULL,
    "subjectKind" TEXT,
    "subjectId" TEXT NOT NULL DEFAULT '',
    "code" TEXT NOT NULL DEFAULT '',
    "planVersion" INTEGER NOT NULL,
    "branch" TEXT,
    "release" TEXT NOT NULL DEFAULT '',
    "scope" TEXT NOT NULL,
    "journeyId" TEXT,
    "state" TEXT NOT NULL,
    "asides" JSONB NOT NULL DEFAULT '[]',
    "pauses" JSONB NOT NULL DEFAULT '[]',
    "passed" BOOLEAN,
    "counts" JSONB,
    "document" TEXT,
    "signedName" TEXT NOT NULL DEFAULT '',
    "startedById" TEXT,
    "startedByName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AcceptanceRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AcceptanceRun_projectId_startedAt_idx" ON "AcceptanceRun"("projectId", "startedAt");

-- CreateIndex
CREATE INDEX "AcceptanceRun_sourceId_endedAt_idx" ON "AcceptanceRun"("sourceId", "endedAt");

-- AddForeignKey
ALTER TABLE "AcceptanceRun" ADD CONSTRAINT "AcceptanceRun_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AcceptanceRun" ADD CONSTRAINT "AcceptanceRun_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;
