-- CreateTable
CREATE TABLE "Backtest" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "mainRevision" INTEGER NOT NULL,
    "publishedVersion" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "judged" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "startedById" TEXT,
    "startedByName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Backtest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Backtest_projectId_branch_startedAt_idx" ON "Backtest"("projectId", "branch", "startedAt");

-- AddForeignKey
ALTER TABLE "Backtest" ADD CONSTRAINT "Backtest_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
