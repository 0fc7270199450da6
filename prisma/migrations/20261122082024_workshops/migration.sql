-- CreateTable
CREATE TABLE "Workshop" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "outcome" JSONB,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workshop_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Workshop_projectId_idx" ON "Workshop"("projectId");

-- AddForeignKey
ALTER TABLE "Workshop" ADD CONSTRAINT "Workshop_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
