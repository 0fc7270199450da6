-- CreateTable
CREATE TABLE "CodeRun" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "planVersion" INTEGER NOT NULL,
    "files" INTEGER NOT NULL,
    "events" JSONB NOT NULL,
    "unplanned" JSONB NOT NULL,
    "vendorCalls" JSONB NOT NULL,
    "postedByName" TEXT NOT NULL,
    "postedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CodeRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CodeRun_projectId_postedAt_idx" ON "CodeRun"("projectId", "postedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CodeRun_sourceId_release_key" ON "CodeRun"("sourceId", "release");

-- AddForeignKey
ALTER TABLE "CodeRun" ADD CONSTRAINT "CodeRun_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodeRun" ADD CONSTRAINT "CodeRun_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;
