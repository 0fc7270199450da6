-- CreateTable
CREATE TABLE "Destination" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "environments" TEXT[],
    "sources" TEXT[],
    "events" TEXT[],
    "people" BOOLEAN NOT NULL DEFAULT false,
    "privacy" TEXT[],
    "names" JSONB NOT NULL DEFAULT '{}',
    "position" BIGINT NOT NULL,
    "positionAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedUid" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pausedAt" TIMESTAMPTZ(3),
    "provenAt" TIMESTAMPTZ(3),
    "sent" BIGINT NOT NULL DEFAULT 0,
    "sentAt" TIMESTAMPTZ(3),
    "failingSince" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claim" TEXT,
    "claimedUntil" TIMESTAMPTZ(3),
    "status" INTEGER,
    "excerpt" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Destination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DestinationDead" (
    "destinationId" TEXT NOT NULL,
    "uid" BIGINT NOT NULL,
    "eventName" TEXT NOT NULL,
    "status" INTEGER,
    "reason" TEXT NOT NULL,
    "diedAt" TIMESTAMPTZ(3) NOT NULL,
    "again" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "DestinationDead_pkey" PRIMARY KEY ("destinationId","uid")
);

-- CreateTable
CREATE TABLE "DestinationBackfill" (
    "id" TEXT NOT NULL,
    "destinationId" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "untilAt" TIMESTAMPTZ(3) NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "before" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "sent" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DestinationBackfill_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Destination_projectId_idx" ON "Destination"("projectId");

-- CreateIndex
CREATE INDEX "Destination_nextAt_idx" ON "Destination"("nextAt");

-- CreateIndex
CREATE INDEX "DestinationBackfill_destinationId_idx" ON "DestinationBackfill"("destinationId");

-- AddForeignKey
ALTER TABLE "Destination" ADD CONSTRAINT "Destination_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DestinationDead" ADD CONSTRAINT "DestinationDead_destinationId_fkey" FOREIGN KEY ("destinationId") REFERENCES "Destination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DestinationBackfill" ADD CONSTRAINT "DestinationBackfill_destinationId_fkey" FOREIGN KEY ("destinationId") REFERENCES "Destination"("id") ON DELETE CASCADE ON UPDATE CASCADE;
