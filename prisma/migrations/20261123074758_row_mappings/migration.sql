-- CreateTable
CREATE TABLE "RowMapping" (
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "savedById" TEXT,
    "savedByName" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved" JSONB,
    "approvedRevision" INTEGER,
    "approvedByName" TEXT NOT NULL DEFAULT '',
    "approvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RowMapping_pkey" PRIMARY KEY ("projectId","name")
);

-- AddForeignKey
ALTER TABLE "RowMapping" ADD CONSTRAINT "RowMapping_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
