-- CreateTable
CREATE TABLE "Erasure" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "projectId" TEXT NOT NULL,
    "digests" TEXT[],
    "subject" JSONB,
    "state" TEXT NOT NULL,
    "step" TEXT NOT NULL DEFAULT '',
    "places" JSONB NOT NULL DEFAULT '{}',
    "left" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "waits" TEXT NOT NULL DEFAULT '',
    "startedById" TEXT,
    "startedByName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cutAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Erasure_number_key" ON "Erasure"("number");

-- CreateIndex
CREATE INDEX "Erasure_projectId_startedAt_idx" ON "Erasure"("projectId", "startedAt");

-- AddForeignKey
ALTER TABLE "Erasure" ADD CONSTRAINT "Erasure_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
